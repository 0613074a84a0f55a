package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One method and path, for example {@code POST /v1/invoices/{id}/pay}, with the parameters it takes.
 *
 * @param template the path's steps; one in braces is a placeholder
 * @param stripes the parameters that Stripe takes here, whether the simulator does or not
 */
public record Route(
        String method, List<String> template, ParameterSchema schema, Set<String> stripes, Handler handler) {

    static Route of(String method, String path, ParameterSchema schema, Handler handler) {
        return new Route(method, steps(path), schema, Set.of(), handler);
    }

    Route knowing(Set<String> parameters) {
        return new Route(method, template, schema, parameters, handler);
    }

    /** The values of the placeholders, when this route is meant. */
    Optional<Map<String, String>> match(String askedMethod, String path) {
        List<String> asked = steps(path);
        if (!method.equals(askedMethod) || asked.size() != template.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                variables.put(expected.substring(1, expected.length() - 1), asked.get(i));
            } else if (!expected.equals(asked.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** Refuses parameters that the route does not take, then answers. */
    public Doc answer(Billing billing, Call call) {
        call.params().check(schema, stripes);
        return handler.answer(billing, call);
    }

    @Override
    public String toString() {
        return method + " /" + String.join("/", template);
    }

    private static List<String> steps(String path) {
        return List.of(path.replaceFirst("^/", "").split("/", -1));
    }
}

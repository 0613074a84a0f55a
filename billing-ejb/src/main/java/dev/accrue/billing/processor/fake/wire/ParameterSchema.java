package dev.accrue.billing.processor.fake.wire;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that one route takes; anything else is refused, as Stripe does.
 *
 * <p>Written as paths: {@code "customer!"} is required, {@code "items[].price"} a field of each element,
 * {@code "metadata.*"} a map with free keys, and {@code "created"} beside {@code "created.gt"} a text or a hash.
 */
public final class ParameterSchema {

    private final Map<String, ParameterSchema> fields = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private boolean list;
    private boolean free;
    private boolean scalar;

    private ParameterSchema() {}

    public static ParameterSchema of(String... paths) {
        ParameterSchema schema = new ParameterSchema();
        for (String path : paths) {
            schema.add(path);
        }
        schema.add("expand[]");
        return schema;
    }

    /** The paths of a list route: Stripe's paging parameters and the filters given. */
    public static ParameterSchema ofList(String... filters) {
        ParameterSchema schema = of(filters);
        List.of("limit", "starting_after", "ending_before").forEach(schema::add);
        return schema;
    }

    /** The same with these paths too. */
    public ParameterSchema and(String... paths) {
        List.of(paths).forEach(this::add);
        return this;
    }

    /** What the route takes. */
    public Set<String> names() {
        return Set.copyOf(fields.keySet());
    }

    /** The parameters of a hash, or of each element of a list. */
    public ParameterSchema below(String name) {
        return fields.getOrDefault(name, new ParameterSchema());
    }

    /**
     * Refuses what is not taken, then what is missing.
     *
     * @param stripes the parameters that Stripe takes here, whether the simulator does or not
     */
    public void check(Doc params, Set<String> stripes) {
        params.names().stream()
                .filter(name -> !fields.containsKey(name) && stripes.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw StripeError.notSimulated("parameter " + name, name);
                });
        check(params, "");
    }

    private void add(String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        boolean isRequired = first.endsWith("!");
        boolean isList = first.contains("[]");
        String name = first.replace("!", "").replace("[]", "");
        if (name.equals("*")) {
            free = true;
            return;
        }
        if (isRequired) {
            required.add(name);
        }
        ParameterSchema field = fields.computeIfAbsent(name, any -> new ParameterSchema());
        field.list |= isList;
        if (dot >= 0) {
            field.add(path.substring(dot + 1));
        } else if (!isList) {
            field.scalar = true;
        }
    }

    private void check(Doc params, String prefix) {
        for (String name : params.names()) {
            String full = prefix.isEmpty() ? name : prefix + "[" + name + "]";
            ParameterSchema field = fields.get(name);
            if (field == null && !free) {
                throw StripeError.unknownParameter(full);
            }
            if (field != null) {
                field.checkValue(params.get(name), full);
            }
        }
        for (String name : required) {
            if (!params.hasValue(name) || params.is(name, "")) {
                throw StripeError.missing(prefix.isEmpty() ? name : prefix + "[" + name + "]");
            }
        }
    }

    private void checkValue(@Nullable Object value, String full) {
        if (value instanceof Doc doc) {
            refuseUnless(!list && (free || !fields.isEmpty()), full);
            check(doc, full);
        } else if (value instanceof List<?> elements) {
            refuseUnless(list, full);
            for (int i = 0; i < elements.size(); i++) {
                if (elements.get(i) instanceof Doc element) {
                    check(element, full + "[" + i + "]");
                }
            }
        } else {
            refuseUnless(scalar || "".equals(value), full);
        }
    }

    private void refuseUnless(boolean fits, String full) {
        if (!fits) {
            throw StripeError.invalid("Invalid " + (list ? "array" : scalar ? "string" : "object"), full);
        }
    }
}

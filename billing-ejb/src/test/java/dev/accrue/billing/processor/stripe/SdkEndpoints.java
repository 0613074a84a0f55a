package dev.accrue.billing.processor.stripe;

import com.stripe.StripeClient;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.ApiService;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every method and path that the SDK itself calls, found by calling all that it offers. */
final class SdkEndpoints {

    private static final String ID = "an-id";

    private final Set<String> endpoints = new TreeSet<>();

    static Set<String> all() {
        SdkEndpoints all = new SdkEndpoints();
        StripeClient client = StripeClient.builder()
                .setApiKey("sk_test_key")
                .setHttpClient(all.new Recorder())
                .build();
        all.visit(client.v1());
        all.visit(client.v2());
        return all.endpoints;
    }

    static String of(RequestMethod method, PathTemplate path) {
        return method + " " + path.text().replaceAll("\\{\\w+}", "{}");
    }

    private void visit(Object service) {
        for (Method method : service.getClass().getMethods()) {
            if (ApiService.class.isAssignableFrom(method.getReturnType())) {
                visit(call(service, method));
            } else if (method.getDeclaringClass() == service.getClass()) {
                call(service, method);
            }
        }
    }

    private static Object call(Object service, Method method) {
        try {
            return method.invoke(
                    service,
                    Arrays.stream(method.getParameterTypes())
                            .map(type -> type == String.class ? ID : null)
                            .toArray());
        } catch (InvocationTargetException e) { // the answer is nothing that it could read
            return service;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private final class Recorder extends HttpClient {

        @Override
        public StripeResponse request(StripeRequest request) {
            endpoints.add(request.method() + " " + request.url().getPath().replace(ID, "{}"));
            return new StripeResponse(200, HttpHeaders.of(Map.of()), "{}");
        }
    }
}

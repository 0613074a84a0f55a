package dev.accrue.billing.suite;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Talks to the simulator as any Stripe client does, and as the people do for whom Stripe has no API. */
public final class StripeClient {

    private static final String[] KEY = {
        "Authorization", "Bearer sk_test_suite", "Content-Type", "application/x-www-form-urlencoded"
    };

    private final Server server;

    public StripeClient(Server server) {
        this.server = server;
    }

    /** A new customer of whom the host knows nothing. */
    public String newCustomer(String... parameters) {
        return id(post("v1/customers", parameters));
    }

    /** Somebody changes an object. */
    public void change(String path, String... parameters) {
        post("v1/" + path, parameters);
    }

    /** Somebody has an event sent once more. */
    public void resend(String event) {
        post("_control/events/" + event + "/resend");
    }

    /** A clock that stands at a time, in seconds. */
    public String newClock(long time) {
        return id(post("v1/test_helpers/test_clocks", "frozen_time", String.valueOf(time)));
    }

    public void advance(String clock, long time) {
        post("v1/test_helpers/test_clocks/" + clock + "/advance", "frozen_time", String.valueOf(time));
    }

    /** The customer answers the bank's question about a payment, known by its client secret, well. */
    public void authenticate(String clientSecret) {
        String intent = clientSecret.replaceFirst("_secret_.*", "");
        post("_control/payment_intents/" + intent + "/authenticate", "outcome", "success");
    }

    /** Orders a failure of calls to come. */
    public void fail(String effect, String method, String path, String... more) {
        String[] parameters = new String[6 + more.length];
        System.arraycopy(new String[] {"effect", effect, "method", method, "path", path}, 0, parameters, 0, 6);
        System.arraycopy(more, 0, parameters, 6, more.length);
        post("_control/failures", parameters);
    }

    /** How many subscriptions a customer has at Stripe, whatever their status. */
    public int subscriptions(String customer) {
        String list = get("v1/subscriptions?status=all&customer=" + customer);
        return (int) Pattern.compile("\"object\":\"subscription\"")
                .matcher(list)
                .results()
                .count();
    }

    public String get(String path) {
        return body(server.get("billing/fake-stripe/" + path, KEY));
    }

    private String post(String path, String... parameters) {
        return body(server.post(
                "billing/fake-stripe/" + path, Server.form(parameters).getBytes(), KEY));
    }

    private static String body(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String id(String json) {
        Matcher id = Pattern.compile("^\\{\"id\":\"([^\"]+)\"").matcher(json);
        if (!id.find()) {
            throw new IllegalStateException("no id at the start of " + json);
        }
        return id.group(1);
    }
}

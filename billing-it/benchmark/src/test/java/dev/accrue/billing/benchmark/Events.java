package dev.accrue.billing.benchmark;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signed events as Stripe posts them: subscriptions, invoices, payment intents and charges in turn, about 2.4 KB each.
 * No two have the same id; the objects they are about come round again.
 */
final class Events {

    /** The objects of the stream, and what happens to them. */
    private static final List<String> TYPES = List.of(
            "customer.subscription.updated subscription",
            "invoice.paid invoice",
            "payment_intent.succeeded payment_intent",
            "charge.succeeded charge");

    private static final String OBJECT_NUMBER = "NNNNNNNNNNNN";
    private static final String EVENT_NUMBER = "EEEEEEEEEEEEEEEE";
    private static final String CREATED = "8888888888";
    private static final String ENVELOPE = """
            {
            "id":"evt_%s",
            "object":"event",
            "api_version":"2026-07-29.dahlia",
            "created":%s,
            "data":{
            "object":%s,
            "previous_attributes":{"status":"incomplete"}
            },
            "livemode":false,
            "pending_webhooks":1,
            "request":{"id":null,"idempotency_key":null},
            "type":"%s"
            }
            """;

    private final Map<String, Template> templates = new TreeMap<>();
    private final List<Template> stream;
    private final int objects;
    private final Mac mac;
    private long next;

    Events(int objects) {
        this.objects = objects;
        this.stream = TYPES.stream().map(this::template).toList();
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Secrets.ENDPOINT.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Template template(String typeAndObject) {
        return templates.computeIfAbsent(typeAndObject, key -> {
            String[] both = key.split(" ");
            return new Template(
                    ENVELOPE.formatted(EVENT_NUMBER, CREATED, object(both[1]), both[0]),
                    EVENT_NUMBER,
                    OBJECT_NUMBER,
                    CREATED);
        });
    }

    private static String object(String type) {
        return Template.resource("/events/" + type + ".json").strip();
    }

    /** An object as Stripe would answer it. */
    static Template answer(String type) {
        return new Template(object(type), OBJECT_NUMBER);
    }

    /** The next event of the stream, as a whole HTTP request. */
    synchronized byte[] next(String path) {
        long n = next++;
        return request(path, stream.get((int) (n % stream.size())), n, n / stream.size() % objects);
    }

    /** So many events of the stream. */
    List<byte[]> next(String path, int count) {
        List<byte[]> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            requests.add(next(path));
        }
        return requests;
    }

    /** One event of the given type about one object, for example {@code invoice.paid invoice}. */
    synchronized byte[] about(String path, String typeAndObject, long object) {
        return request(path, template(typeAndObject), next++, object);
    }

    private byte[] request(String path, Template template, long event, long object) {
        long now = System.currentTimeMillis() / 1000;
        byte[] body = template.fill(event, object, now);
        String time = String.valueOf(now);
        mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
        String signature = HexFormat.of().formatHex(mac.doFinal(body));
        String head =
                "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json; charset=utf-8\r\n"
                        + "Stripe-Signature: t=" + time + ",v1=" + signature + "\r\nContent-Length: " + body.length
                        + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(body, 0, request, headBytes.length, body.length);
        return request;
    }
}

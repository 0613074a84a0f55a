package dev.accrue.billing.simulation;

import dev.accrue.billing.processor.fake.EventDelivery;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Posts an event as Stripe does: over HTTP, to our own door or to any other that somebody registered. */
final class DoorPost implements EventDelivery {

    /** The path of our own door, which is resolved against the module's address at each delivery. */
    static final String PATH = "webhooks/";

    private static final int PATIENCE_MILLIS = 10_000;

    private final OwnAddress address;

    DoorPost(OwnAddress address) {
        this.address = address;
    }

    @Override
    public int post(String url, String body, String signature) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) absolute(url).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
        connection.setRequestProperty("Stripe-Signature", signature);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return connection.getResponseCode();
    }

    private URI absolute(String url) throws IOException {
        URI target = URI.create(url);
        if (target.isAbsolute()) {
            return target;
        }
        URI base = address.get().orElseThrow(() -> new IOException("nobody knows yet where this module answers"));
        return URI.create(base.toString().replaceAll("/+$", "") + "/" + url);
    }
}

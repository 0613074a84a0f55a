package dev.accrue.billing.processor.stripe;

import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The wire over HTTP, on the JDK's own connections: the JVM's proxy, trust store and TLS properties apply.
 *
 * <p>A POST and a DELETE leave exactly once. The JDK would quietly send them again over a new connection when the first
 * one breaks ({@code sun.net.http.retryPost}), except when it streams the body, so both are streamed. It may repeat a
 * GET that way, which changes nothing. Redirects are not followed, bodies are not compressed, and an answer must come
 * whole, within its time and below the size limit.
 */
final class HttpTransport implements Transport {

    /** More than any object or page of Stripe's; less than what hurts. */
    static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    private final String base;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final int largestAnswer;

    HttpTransport(URI base, Duration connectTimeout, Duration readTimeout) {
        this(base, connectTimeout, readTimeout, LARGEST_ANSWER);
    }

    HttpTransport(URI base, Duration connectTimeout, Duration readTimeout, int largestAnswer) {
        this.base = base.toString().replaceFirst("/+$", "");
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        this.largestAnswer = largestAnswer;
    }

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        HttpURLConnection connection = open(request);
        try {
            write(connection, request);
            return answer(connection, connection.getResponseCode());
        } catch (IOException e) {
            connection.disconnect();
            throw e;
        }
    }

    private HttpURLConnection open(WireRequest request) throws IOException {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(base + request.path() + query).toURL().openConnection();
        connection.setRequestMethod(request.method());
        connection.setConnectTimeout(millis(connectTimeout));
        connection.setReadTimeout(millis(readTimeout));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        request.headers().forEach(connection::setRequestProperty);
        connection.setRequestProperty("accept-encoding", "identity");
        return connection;
    }

    private static void write(HttpURLConnection connection, WireRequest request) throws IOException {
        if (request.method().equals("GET")) {
            return;
        }
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private WireResponse answer(HttpURLConnection connection, int status) throws IOException {
        if (status < 0) {
            throw new IOException("the answer is not HTTP");
        }
        return new WireResponse(status, headers(connection), body(connection, status));
    }

    private String body(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (in == null) { // nothing came, or the JDK dropped it with the connection: a streamed request's 401
                return "";
            }
            byte[] body = read(in);
            if (body.length < connection.getContentLengthLong()) { // the JDK takes a cut body for a whole one
                throw new IOException("the answer was cut off");
            }
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private byte[] read(InputStream in) throws IOException {
        long deadline = System.nanoTime() + readTimeout.toNanos(); // the socket's own timeout begins anew at each byte
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            body.write(buffer, 0, count);
            if (body.size() > largestAnswer) {
                throw new IOException("the answer is larger than " + largestAnswer + " bytes");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new SocketTimeoutException("the answer took too long");
            }
        }
        return body.toByteArray();
    }

    private static Map<String, String> headers(HttpURLConnection connection) {
        Map<String, String> headers = new HashMap<>();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) { // the status line is listed under null
                headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values));
            }
        });
        return headers;
    }

    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis())); // zero would mean for ever
    }
}

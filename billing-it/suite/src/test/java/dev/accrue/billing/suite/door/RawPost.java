package dev.accrue.billing.suite.door;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A POST on a bare socket: the server may answer before it has read everything, which well-behaved clients take as a
 * broken connection.
 */
final class RawPost {

    private static final int PIECE = 64 * 1024;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Duration DROP = Duration.ofMillis(300);

    private final URI target;

    RawPost(URI target) {
        this.target = target;
    }

    /** Announces a body of so many bytes and sends none of them. */
    String announcing(long length) {
        return exchange("Content-Length: " + length, (out, answer) -> {});
    }

    /** Sends a body of so many bytes after having said how many they are. */
    String sending(int length) {
        return exchange("Content-Length: " + length, (out, answer) -> {
            for (int sent = 0; sent < length; sent += PIECE) {
                out.write(new byte[Math.min(PIECE, length - sent)]);
            }
        });
    }

    /** Sends a body of so many bytes in chunks, without saying beforehand how many they are. */
    String sendingInChunks(int length) {
        return exchange("Transfer-Encoding: chunked", (out, answer) -> {
            for (int sent = 0; sent < length; sent += PIECE) {
                int piece = Math.min(PIECE, length - sent);
                out.write((Integer.toHexString(piece) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[piece]);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
    }

    /** Announces a body and hands in a byte now and then, until there is an answer. */
    String inDrops(int length) {
        return exchange("Content-Length: " + length, (out, answer) -> {
            for (int sent = 0; sent < length && answer.available() == 0; sent++) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(DROP.toNanos());
            }
        });
    }

    /** An event as a proxy passes it on that ends TLS before this server. */
    String throughAProxy(byte[] body, String signature) {
        return exchange("shop.example", signature, """
                Content-Length: %d\r
                Forwarded: for=192.0.2.60;proto=https;host=shop.example\r
                X-Forwarded-For: 192.0.2.60\r
                X-Forwarded-Proto: https\r
                X-Forwarded-Host: shop.example\r
                X-Forwarded-Port: 443\r
                Via: 1.1 proxy""".formatted(body.length), (out, answer) -> out.write(body));
    }

    /** Sends an event and hangs up without listening. */
    void leaving(byte[] body, String signature) {
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head(target.getAuthority(), signature, "Content-Length: " + body.length));
            out.write(body);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String exchange(String framing, Body body) {
        return exchange(target.getAuthority(), "t=1,v1=00", framing, body);
    }

    private String exchange(String host, String signature, String framing, Body body) {
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head(host, signature, framing));
            send(body, out, socket.getInputStream());
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] head(String host, String signature, String framing) {
        return """
                POST %s HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Stripe-Signature: %s\r
                Connection: close\r
                %s\r
                \r
                """.formatted(target.getPath(), host, signature, framing).getBytes(StandardCharsets.US_ASCII);
    }

    private static void send(Body body, OutputStream out, InputStream answer) {
        try {
            body.writeTo(out, answer);
            out.flush();
        } catch (IOException e) {
            // The server has heard enough; its answer is there to be read.
        }
    }

    /** Until the answer is complete; the connection may stay open, in wait of the rest of the request. */
    private static String read(InputStream in) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            for (int one = in.read(); one >= 0; one = in.read()) {
                answer.write(one);
                if (one == '\n' || one == '}') {
                    String text = answer.toString(StandardCharsets.UTF_8);
                    if (isComplete(text)) {
                        return text;
                    }
                }
            }
        } catch (IOException e) {
            // So much came before the server hung up.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static boolean isComplete(String answer) {
        int body = answer.indexOf("\r\n\r\n") + 4;
        Matcher length = LENGTH.matcher(answer);
        return body >= 4
                && (length.find()
                        ? answer.length() - body == Integer.parseInt(length.group(1))
                        : answer.endsWith("0\r\n\r\n"));
    }

    private interface Body {
        void writeTo(OutputStream out, InputStream answer) throws IOException;
    }
}

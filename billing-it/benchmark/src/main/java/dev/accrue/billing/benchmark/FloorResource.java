package dev.accrue.billing.benchmark;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The least that a door for webhooks can do and keep its word: check the signature, insert one row, answer. It reads
 * nothing of the body but the event's id.
 */
@RequestScoped
@Path("floor")
public class FloorResource {

    private static final String ID = "\"id\":\"";

    @Inject
    Floor floor;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response receive(@HeaderParam("Stripe-Signature") String signature, InputStream body)
            throws IOException, SQLException, GeneralSecurityException {
        byte[] bytes = body.readAllBytes();
        if (!isSigned(bytes, signature)) {
            return Response.status(Status.BAD_REQUEST).build();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int begin = text.indexOf(ID) + ID.length();
        floor.insert(text.substring(begin, text.indexOf('"', begin)), text);
        return Response.ok("{\"received\":true}", MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static boolean isSigned(byte[] body, String signature) throws GeneralSecurityException {
        int comma = signature.indexOf(",v1=");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Secrets.ENDPOINT.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        mac.update(signature.substring(2, comma).getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) '.');
        return MessageDigest.isEqual(mac.doFinal(body), HexFormat.of().parseHex(signature, comma + 4, comma + 68));
    }
}

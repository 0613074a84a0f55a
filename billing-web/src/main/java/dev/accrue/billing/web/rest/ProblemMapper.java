package dev.accrue.billing.web.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns whatever went wrong into a problem document: never a page, never a stack trace. */
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException known) {
            return toResponse(known.getResponse());
        }
        LOG.log(Level.SEVERE, "A request failed", thrown);
        return Problem.of(Status.INTERNAL_SERVER_ERROR).build();
    }

    /** Keeps what the answer's headers say, for example which methods are allowed. */
    private static Response toResponse(Response meant) {
        boolean problem = meant.getStatusInfo().getFamily() == Family.CLIENT_ERROR
                || meant.getStatusInfo().getFamily() == Family.SERVER_ERROR;
        boolean told = Problem.TYPE.equals(meant.getMediaType());
        return problem && !told
                ? Problem.describe(Response.fromResponse(meant), meant.getStatusInfo())
                        .build()
                : meant;
    }
}

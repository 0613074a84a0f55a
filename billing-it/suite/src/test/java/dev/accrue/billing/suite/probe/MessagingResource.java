package dev.accrue.billing.suite.probe;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.TimeUnit;

/** Sends a message and answers with where it went and what a listener made of it. */
@RequestScoped
@Path(Mount.SEGMENT)
public class MessagingResource {

    @Inject
    WakeUps wakeUps;

    @GET
    @Path("queue")
    public String queue() throws InterruptedException {
        return wakeUps.sendToQueue("hello") + " | " + wakeUps.received().poll(10, TimeUnit.SECONDS);
    }

    @GET
    @Path("topic")
    public String topic() throws InterruptedException {
        return wakeUps.sendToTopic("hello") + " | " + wakeUps.received().poll(10, TimeUnit.SECONDS);
    }
}

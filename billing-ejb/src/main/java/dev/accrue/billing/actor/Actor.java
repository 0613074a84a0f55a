package dev.accrue.billing.actor;

import java.io.Serializable;

/**
 * Who caused a change: a customer's user, an operator, Stripe by a webhook, a job, or the module itself.
 *
 * @param type the kind of actor
 * @param id an opaque id within the kind (a principal's name, an event id, a job's name); never an email address
 */
public record Actor(ActorType type, String id) implements Serializable {

    /** The kinds of actor. */
    public enum ActorType {
        USER,
        OPERATOR,
        WEBHOOK,
        JOB,
        SYSTEM
    }

    public static Actor user(String id) {
        return new Actor(ActorType.USER, id);
    }

    public static Actor operator(String id) {
        return new Actor(ActorType.OPERATOR, id);
    }

    public static Actor webhook(String eventId) {
        return new Actor(ActorType.WEBHOOK, eventId);
    }

    public static Actor job(String name) {
        return new Actor(ActorType.JOB, name);
    }

    public static Actor system() {
        return new Actor(ActorType.SYSTEM, "billing");
    }
}

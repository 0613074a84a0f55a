package dev.accrue.billing.operation;

import dev.accrue.billing.Billable;
import dev.accrue.billing.harness.TestBilling;

/**
 * One kind of operation as tests ask for it, and as the page describes it.
 *
 * @param kind its kind, which is the type of its fact as well
 * @param wish the class that says what is wanted; its comment is the page's text, its parts are the options
 * @param boundary where a host asks for it
 * @param method and by which method
 * @param scene brings a customer's affairs to where the operation makes sense
 * @param requests how many requests it takes; all but the last one only prepare it
 */
public record OperationCase(String kind, Class<?> wish, Class<?> boundary, String method, Scene scene, int requests) {

    /** An operation that one request performs. */
    public OperationCase(String kind, Class<?> wish, Class<?> boundary, String method, Scene scene) {
        this(kind, wish, boundary, method, scene, 1);
    }

    OperationCase taking(int several) {
        return new OperationCase(kind, wish, boundary, method, scene, several);
    }

    /** Prepares everything and gives the asking itself, which can be done again. */
    public interface Scene {
        Asking prepare(TestBilling billing, Billable owner);
    }

    /** Asks for the operation under an id. */
    public interface Asking {
        Object ask(String operationId);
    }

    @Override
    public String toString() {
        return kind;
    }
}

package dev.accrue.billing.launcher;

/**
 * The reason why nothing was started, told to the person in front of the terminal: what is wrong, and what to do next.
 *
 * <p>The codes 901 to 949 are the launcher's. They are never reused for something else.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }

    Refusal(int code, String fault, String remedy) {
        this("BILLING-DX-%d %s%n%s".formatted(code, fault, remedy));
    }
}

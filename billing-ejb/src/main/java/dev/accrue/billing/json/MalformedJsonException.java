package dev.accrue.billing.json;

/** A text is not a JSON object. Says nothing of the text itself, which may hold personal data. */
public class MalformedJsonException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public MalformedJsonException() {
        super("the text is not a JSON object that can be read");
    }
}

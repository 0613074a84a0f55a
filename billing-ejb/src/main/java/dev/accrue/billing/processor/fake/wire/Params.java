package dev.accrue.billing.processor.fake.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of one request, read with Stripe's rules: an empty text unsets a field, and a value of the wrong kind
 * is refused by the name that the client wrote.
 */
public final class Params {

    private final Doc raw;
    private final String prefix;

    private Params(Doc raw, String prefix) {
        this.raw = raw;
        this.prefix = prefix;
    }

    /** The parameters of a form body or query string. */
    public static Params parse(String form) {
        return new Params(FormBody.parse(form), "");
    }

    /** Refuses what the schema does not take; what Stripe would take gets an answer of its own. */
    public void check(ParameterSchema schema, Set<String> stripes) {
        schema.check(raw, stripes);
    }

    /** What was sent, by name. */
    public Set<String> names() {
        return raw.names();
    }

    public boolean has(String name) {
        return raw.has(name);
    }

    /** Whether nothing but these was sent. */
    public boolean hasOnly(String... names) {
        return List.of(names).containsAll(raw.names());
    }

    /** Whether the client asks for the field to be emptied. */
    public boolean unsets(String name) {
        return raw.is(name, "");
    }

    public Optional<String> text(String name) {
        return raw.findText(name).filter(text -> !text.isEmpty());
    }

    public String need(String name) {
        return text(name).orElseThrow(() -> StripeError.missing(fullName(name)));
    }

    public Optional<Long> whole(String name) {
        return text(name).map(text -> wholeNumber(name, text));
    }

    public Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw StripeError.invalid("Invalid boolean: " + text, fullName(name));
        });
    }

    public Optional<String> oneOf(String name, String... allowed) {
        Optional<String> value = text(name);
        if (value.isPresent() && !List.of(allowed).contains(value.get())) {
            throw StripeError.invalid(
                    "Invalid " + fullName(name) + ": must be one of " + String.join(", ", allowed), fullName(name));
        }
        return value;
    }

    /** The fields of a hash; empty when the client did not send it. */
    public Params child(String name) {
        return new Params(raw.findChild(name).orElseGet(Doc::new), fullName(name));
    }

    /** The fields of a hash as if they had been sent on the top, together with what is there. */
    public Params lifted(String name) {
        Doc all = raw.copy().remove(name);
        raw.findChild(name).ifPresent(all::setAll);
        return new Params(all, prefix);
    }

    /** The same parameters with one more. */
    public Params with(String name, String value) {
        return new Params(raw.copy().set(name, value), prefix);
    }

    public List<Params> children(String name) {
        List<Params> all = new ArrayList<>();
        for (Doc element : raw.children(name)) {
            all.add(new Params(element, fullName(name) + "[" + all.size() + "]"));
        }
        return all;
    }

    public List<String> texts(String name) {
        return raw.texts(name);
    }

    /** The texts of a hash with free keys, in the order sent. */
    public Map<String, String> map(String name) {
        Map<String, String> all = new LinkedHashMap<>();
        raw.findChild(name)
                .ifPresent(hash -> hash.names()
                        .forEach(key -> all.put(key, hash.findText(key).orElse(""))));
        return all;
    }

    /** The name as the client wrote it, for error messages. */
    public String fullName(String name) {
        return prefix.isEmpty() ? name : prefix + "[" + name + "]";
    }

    /** Two requests are the same for idempotency when their parameters are, in whatever order they came. */
    @Override
    public String toString() {
        return raw.toString();
    }

    private Long wholeNumber(String name, String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw StripeError.invalid("parameter_invalid_integer", "Invalid integer: " + text, fullName(name));
        }
    }
}

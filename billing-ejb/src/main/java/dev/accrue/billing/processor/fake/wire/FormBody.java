package dev.accrue.billing.processor.fake.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the form encoding of Stripe's v1 API: {@code items[0][price]=price_1&expand[]=customer} becomes a document with
 * lists and nested documents, whose leaves are all texts.
 */
final class FormBody {

    private FormBody() {}

    static Doc parse(String form) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            if (!pair.isBlank()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                put(root, steps(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return document(root);
    }

    private static List<String> steps(String name) {
        List<String> steps = new ArrayList<>();
        int bracket = name.indexOf('[');
        steps.add(bracket < 0 ? name : name.substring(0, bracket));
        while (bracket >= 0) {
            int close = name.indexOf(']', bracket);
            if (close < 0) {
                throw StripeError.invalid("Invalid parameter name: " + name, name);
            }
            steps.add(name.substring(bracket + 1, close));
            bracket = name.indexOf('[', close);
        }
        return steps;
    }

    @SuppressWarnings("unchecked") // every inner value that is not a text is a map made here
    private static void put(Map<String, Object> here, List<String> steps, String value) {
        for (String step : steps.subList(0, steps.size() - 1)) {
            Object next = here.computeIfAbsent(position(here, step), any -> new LinkedHashMap<String, Object>());
            if (!(next instanceof Map)) {
                throw StripeError.invalid("Invalid hash", steps.get(0));
            }
            here = (Map<String, Object>) next;
        }
        here.put(position(here, steps.get(steps.size() - 1)), value);
    }

    private static String position(Map<String, Object> here, String step) {
        return step.isEmpty() ? String.valueOf(here.size()) : step;
    }

    private static Doc document(Map<?, ?> fields) {
        Doc doc = new Doc();
        fields.forEach((name, value) -> doc.set(String.valueOf(name), value(value)));
        return doc;
    }

    private static Object value(Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            return value;
        }
        boolean isArray =
                fields.keySet().stream().allMatch(key -> String.valueOf(key).matches("[0-9]{1,6}"));
        return isArray ? list(fields) : document(fields);
    }

    private static List<Object> list(Map<?, ?> fields) {
        Map<Integer, Object> ordered = new TreeMap<>();
        fields.forEach((index, value) -> ordered.put(Integer.valueOf(String.valueOf(index)), value(value)));
        return new ArrayList<>(ordered.values());
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw StripeError.invalid("The request body is not valid form encoding", null);
        }
    }
}

package dev.accrue.billing.suite;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page in a browser, with its forms. */
public final class Page {

    private static final Pattern FORM = Pattern.compile("(?s)<form\\b.*?</form>");
    private static final Pattern INPUT = Pattern.compile("(?s)<input\\b[^>]*>");
    private static final Pattern SELECT = Pattern.compile("(?s)<select\\b([^>]*)>(.*?)</select>");
    private static final Pattern OPTION = Pattern.compile("<option\\b[^>]*>");

    private final Server browser;
    private final HttpResponse<String> answer;

    Page(Server browser, HttpResponse<String> answer) {
        this.browser = browser;
        this.answer = answer;
    }

    public int status() {
        return answer.statusCode();
    }

    public String path() {
        return answer.uri().getPath();
    }

    public String text() {
        return answer.body();
    }

    /** Fills in fields, by the ends of their names, and presses the button that is labelled so. */
    public Page press(String button, String... namesAndValues) {
        return new Page(browser, browser.submit(target(button), filledIn(button, namesAndValues)));
    }

    /** What stands last in a menu. */
    public String lastOption(String name) {
        List<String> options = SELECT.matcher(text())
                .results()
                .filter(menu -> attribute(menu.group(1), "name").orElse("").endsWith(":" + name))
                .map(menu -> options(menu.group(2)))
                .findFirst()
                .orElseThrow();
        return options.get(options.size() - 1);
    }

    /** What a page of another site does that has copied the form. */
    public Page pressElsewhere(String button) {
        return new Page(browser, browser.submitFromElsewhere(target(button), filledIn(button)));
    }

    private String target(String button) {
        return attribute(form(button), "action").orElseThrow();
    }

    private String[] filledIn(String button, String... namesAndValues) {
        List<String> fields = new ArrayList<>();
        for (String input :
                INPUT.matcher(form(button)).results().map(MatchResult::group).toList()) {
            String name = attribute(input, "name").orElse("");
            String value = attribute(input, "value").orElse("");
            switch (attribute(input, "type").orElse("text")) {
                case "radio" -> {}
                case "submit" -> {
                    if (value.equals(button)) {
                        fields.addAll(List.of(name, value));
                    }
                }
                default ->
                    fields.addAll(List.of(name, given(name, namesAndValues).orElse(value)));
            }
        }
        chosen(button, namesAndValues).forEach(fields::add);
        selected(button, namesAndValues).forEach(fields::add);
        return fields.toArray(String[]::new);
    }

    /** The radio buttons that the caller presses. */
    private List<String> chosen(String button, String... namesAndValues) {
        return INPUT.matcher(form(button))
                .results()
                .map(MatchResult::group)
                .filter(input ->
                        attribute(input, "type").filter("radio"::equals).isPresent())
                .map(input -> attribute(input, "name").orElse(""))
                .distinct()
                .flatMap(name -> given(name, namesAndValues).stream().flatMap(value -> List.of(name, value).stream()))
                .toList();
    }

    /** The menus, each at its first entry unless the caller says another. */
    private List<String> selected(String button, String... namesAndValues) {
        List<String> fields = new ArrayList<>();
        SELECT.matcher(form(button)).results().forEach(menu -> {
            String name = attribute(menu.group(1), "name").orElseThrow();
            fields.add(name);
            fields.add(given(name, namesAndValues)
                    .orElseGet(() -> options(menu.group(2)).get(0)));
        });
        return fields;
    }

    private static List<String> options(String menu) {
        return OPTION.matcher(menu)
                .results()
                .map(option -> attribute(option.group(), "value").orElse(""))
                .toList();
    }

    private static Optional<String> given(String name, String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (name.endsWith(":" + namesAndValues[i])) {
                return Optional.of(namesAndValues[i + 1]);
            }
        }
        return Optional.empty();
    }

    private String form(String button) {
        return FORM.matcher(text())
                .results()
                .map(MatchResult::group)
                .filter(form -> form.contains("value=\"" + button + "\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + button + " on " + path() + ":\n" + text()));
    }

    private static Optional<String> attribute(String tag, String name) {
        return Pattern.compile("\\b" + name + "=\"([^\"]*)\"")
                .matcher(tag)
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }
}

package dev.accrue.billing.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The comment of a class or of a method, read from its source, in Markdown. */
record SourceComment(String comment) {

    private static final String COMMENT = "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*";
    private static final Pattern TAG = Pattern.compile(
            "@(\\w+)\\s+(\\S+)\\s+((?:(?!\\s@(?:param|throws|see|return|param)\\b).)*)", Pattern.DOTALL);

    static SourceComment of(Class<?> type) {
        return first(type, COMMENT + "(?:@\\w+(?:\\([^)]*\\))?\\s*)*public [^;{]*\\b" + type.getSimpleName() + "\\b");
    }

    static SourceComment of(Class<?> type, String method) {
        return first(type, ofMethod(method));
    }

    /** What the comments of all methods of this name say, in their order. */
    static String texts(Class<?> type, String method) {
        return all(type, ofMethod(method)).map(SourceComment::text).collect(Collectors.joining("\n\n"));
    }

    /** What the comments of all methods of this name say of exceptions; the first to name one says when. */
    static Map<String, String> errors(Class<?> type, String method) {
        Map<String, String> errors = new LinkedHashMap<>();
        all(type, ofMethod(method)).forEach(comment -> comment.errors().forEach(errors::putIfAbsent));
        return errors;
    }

    private static String ofMethod(String name) {
        return COMMENT + "public [^;{=]*\\b" + name + "\\(";
    }

    /** The methods of a wish that give another wish: their names with parameters, and what their comments say. */
    static Map<String, String> methodsGiving(Class<?> type) {
        Map<String, String> methods = new LinkedHashMap<>();
        String own = type.getSimpleName();
        Matcher match = Pattern.compile(
                        "(?:" + COMMENT + ")?\\n    public (?:static )?" + own + " (\\w+\\([^)]*\\))", Pattern.DOTALL)
                .matcher(source(type));
        while (match.find()) {
            methods.put(match.group(2), match.group(1) == null ? "" : new SourceComment(plain(match.group(1))).text());
        }
        return methods;
    }

    /** What it says, without tags and examples. */
    String text() {
        return comment.split("(?:^|\\s)@(?:param|throws|see|return)\\b", 2)[0]
                .replaceAll("(?s)<pre>.*?</pre>", "")
                .replaceAll("\\s*<p>\\s*", "\n\n")
                .replaceAll("(?<!\n) *\n *(?!\n)", " ")
                .strip();
    }

    Map<String, String> parameters() {
        return tags("param");
    }

    Map<String, String> errors() {
        Map<String, String> errors = new LinkedHashMap<>();
        tags("throws").forEach((type, when) -> errors.put(type.substring(type.lastIndexOf('.') + 1), when));
        return errors;
    }

    private Map<String, String> tags(String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        Matcher match = TAG.matcher(comment);
        while (match.find()) {
            if (match.group(1).equals(name)) {
                tags.put(match.group(2), match.group(3).replaceAll("\\s+", " ").strip());
            }
        }
        return tags;
    }

    private static SourceComment first(Class<?> type, String pattern) {
        return all(type, pattern)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no comment found in " + type + " by " + pattern));
    }

    private static Stream<SourceComment> all(Class<?> type, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(source(type))
                .results()
                .map(found -> new SourceComment(plain(found.group(1))));
    }

    /** The comment without stars; code and links as code. */
    private static String plain(String comment) {
        return comment.replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("\\{@link\\s+#?(?:\\w+#)?([^}\\s]+)(?:\\s+[^}]*)?}", "`$1`")
                .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .replaceAll("\\{@value\\s+#(\\w+)}", "`$1`")
                .strip();
    }

    private static String source(Class<?> type) {
        Path path = Path.of("src", "main", "java", type.getName().replace('.', '/') + ".java");
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

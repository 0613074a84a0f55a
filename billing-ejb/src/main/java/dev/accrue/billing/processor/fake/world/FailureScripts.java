package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Failures to order, kept with the account they strike: which calls, how many of them, and what happens to them.
 *
 * <ul>
 *   <li>{@code error}: an error answer with the given status and code; nothing is done.
 *   <li>{@code drop_before}: the connection breaks before anything is done.
 *   <li>{@code drop_after}: all is done, and the answer is lost.
 *   <li>{@code wait}: the answer takes the given time.
 * </ul>
 */
public final class FailureScripts {

    public static final List<String> EFFECTS = List.of("error", "drop_before", "drop_after", "wait");

    private final World world;

    public FailureScripts(World world) {
        this.world = world;
    }

    public Doc add(Doc script) {
        return world.add(
                script.set("id", world.newId(Kind.FAILURE_SCRIPT)).set("object", Kind.FAILURE_SCRIPT.object()));
    }

    /** The script that strikes this call, which is thereby used up by one. */
    public Optional<Doc> take(String method, String path) {
        Optional<Doc> struck = scripts().stream()
                .filter(script -> script.is("method", "*", method) && matches(script.text("path"), path))
                .findFirst();
        struck.ifPresent(this::useUp);
        return struck;
    }

    public Doc list(String url) {
        return Renderer.list(scripts().stream().map(world::render).toList(), false, url);
    }

    public void clear() {
        scripts().forEach(world::remove);
    }

    private void useUp(Doc script) {
        long left = script.number("times") - 1;
        if (left > 0) {
            world.save(script.set("times", left));
        } else {
            world.remove(script);
        }
    }

    private List<Doc> scripts() {
        return world.stream(Query.of(Kind.FAILURE_SCRIPT).oldestFirst(true)).toList();
    }

    /** One star stands for one step of the path, two for any number of them. */
    private static boolean matches(String pattern, String path) {
        String regex = Pattern.quote(pattern).replace("**", "\\E.+\\Q").replace("*", "\\E[^/]+\\Q");
        return path.matches(regex);
    }
}

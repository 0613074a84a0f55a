package dev.accrue.billing.webhook.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A condition in SQL, with its parameters. Names and numbers of ours stand in the text, values are bound. */
final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    Where and(String condition, Object... values) {
        conditions.add(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    Where among(String column, Collection<String> values) {
        if (!values.isEmpty()) {
            conditions.add(column + " in " + marks(values.size()));
            parameters.addAll(values);
        }
        return this;
    }

    /** States stand in the text, so that the database sees which of its partial indexes fits. */
    Where amongStates(String column, Collection<? extends Enum<?>> states) {
        if (!states.isEmpty()) {
            conditions.add(column + " in "
                    + states.stream()
                            .map(state -> "'" + state.name() + "'")
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        return this;
    }

    Where ofTypes(String column, Collection<String> types) {
        if (!types.isEmpty()) {
            conditions.add(
                    types.stream().map(type -> ofType(column, type)).collect(Collectors.joining(" or ", "(", ")")));
        }
        return this;
    }

    private String ofType(String column, String type) {
        if (!EventTypes.isFamily(type)) {
            parameters.add(type);
            return column + " = ?";
        }
        String start = EventTypes.start(type);
        parameters.add(start);
        return "left(" + column + ", " + start.length() + ") = ?";
    }

    String sql() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    Object[] parameters(Object... more) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return all.toArray();
    }

    private static String marks(int count) {
        return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
    }
}

package dev.accrue.billing.operation;

import dev.accrue.billing.Billing;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A method that a host calls, by which it may be refused: what its comment says of it. */
record Call(Class<?> boundary, String method) {

    /** Every one of those that {@link Billing} leads to. */
    static List<Call> all() {
        return Arrays.stream(Billing.class.getMethods())
                .map(Method::getReturnType)
                .filter(type -> type.getName().startsWith(Billing.class.getPackageName()))
                .flatMap(Call::ofBoundary)
                .filter(call -> !call.errors().isEmpty())
                .sorted(Comparator.comparing(Call::name))
                .toList();
    }

    private static Stream<Call> ofBoundary(Class<?> boundary) {
        return Arrays.stream(boundary.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(method -> new Call(boundary, method.getName()))
                .distinct();
    }

    static Call of(OperationCase operation) {
        return new Call(operation.boundary(), operation.method());
    }

    String name() {
        return boundary.getSimpleName() + "." + method;
    }

    String text() {
        return SourceComment.texts(boundary, method);
    }

    /** When it throws what. */
    Map<String, String> errors() {
        return SourceComment.errors(boundary, method);
    }
}

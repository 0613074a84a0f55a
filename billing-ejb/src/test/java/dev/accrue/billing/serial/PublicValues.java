package dev.accrue.billing.serial;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.accrue.billing.Billing;
import dev.accrue.billing.PublicApi;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types of all values that a host may send or get: what is reached from {@link Billing}'s boundaries, and the
 * records and exceptions of public packages.
 */
final class PublicValues {

    private static final String ROOT = Billing.class.getPackageName();

    private final Set<Class<?>> found = new TreeSet<>(Comparator.comparing(Class::getName));

    private PublicValues() {}

    static Set<Class<?>> all() {
        PublicValues values = new PublicValues();
        boundaries().flatMap(PublicValues::signatures).forEach(values::reach);
        ofPublicPackages().forEach(values::reach);
        return values.found;
    }

    private static Stream<Class<?>> boundaries() {
        return publicMethods(Billing.class).map(Method::getReturnType);
    }

    private static Stream<Type> signatures(Class<?> boundary) {
        return publicMethods(boundary)
                .flatMap(method -> Stream.concat(Stream.of(method.getGenericReturnType()), parameters(method)));
    }

    private static Stream<Type> parameters(Executable method) {
        return Arrays.stream(method.getGenericParameterTypes());
    }

    private static Stream<Method> publicMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
    }

    /** Reads the packages' annotations as class files, since they are not there at run time. */
    private static Stream<Class<?>> ofPublicPackages() {
        List<Path> packages =
                classFiles().filter(file -> file.endsWith("package-info.class")).toList();
        Set<String> ofHosts = new ClassFileImporter()
                .importPaths(packages).stream()
                        .map(JavaClass::getPackage)
                        .filter(known -> known.isAnnotatedWith(PublicApi.class))
                        .map(JavaPackage::getName)
                        .collect(Collectors.toSet());
        return classFiles()
                .map(PublicValues::nameOf)
                .filter(name -> ofHosts.contains(name.substring(0, name.lastIndexOf('.'))))
                .<Class<?>>map(PublicValues::load)
                .filter(type -> type.isRecord() || Throwable.class.isAssignableFrom(type))
                .filter(PublicValues::isPublic);
    }

    private static Stream<Path> classFiles() {
        try (Stream<Path> files = Files.walk(classes())) {
            return files.filter(file -> file.toString().endsWith(".class")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path classes() {
        return Path.of(URI.create(Billing.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    private static String nameOf(Path file) {
        String relative = classes().relativize(file).toString();
        return relative.substring(0, relative.length() - ".class".length()).replace(File.separatorChar, '.');
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Billing.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    private void reach(Type type) {
        if (type instanceof ParameterizedType generic) {
            reach(generic.getRawType());
            Arrays.stream(generic.getActualTypeArguments()).forEach(this::reach);
        } else if (type instanceof WildcardType wildcard) {
            Arrays.stream(wildcard.getUpperBounds()).forEach(this::reach);
        } else if (type instanceof Class<?> raw && isValue(raw)) {
            enter(raw);
        }
    }

    /** A host's entity never crosses, only its reference does. */
    private static boolean isValue(Class<?> type) {
        return type.getName().startsWith(ROOT)
                && !type.isEnum()
                && !type.getName().equals(ROOT + ".Billable");
    }

    private void enter(Class<?> type) {
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(this::reach);
        } else if (!Modifier.isAbstract(type.getModifiers()) && found.add(type) && type.isRecord()) {
            Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .forEach(this::reach);
        }
    }
}

package dev.accrue.billing.processor.fake;

import com.google.gson.annotations.SerializedName;
import com.stripe.model.ExpandableField;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeObject;
import dev.accrue.billing.processor.fake.wire.Doc;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares an object as shown with the SDK's class for it and with Stripe's own example: what both know must be there,
 * and what neither knows must not. Follows nested objects wherever the SDK has a class for them.
 */
final class SdkShape {

    private final Set<String> exceptions;
    private final List<String> faults = new ArrayList<>();

    /** Exceptions are paths such as {@code charge.source}. */
    SdkShape(Set<String> exceptions) {
        this.exceptions = exceptions;
    }

    List<String> faultsOf(String path, Doc shown, Class<?> sdk, Doc example) {
        check(path, shown, sdk, example);
        return faults;
    }

    private void check(String path, Doc shown, Class<?> sdk, Doc example) {
        Map<String, Type> known = fields(sdk);
        for (String name : example.names()) {
            if (known.containsKey(name) && !shown.has(name) && !isException(path, name)) {
                faults.add("missing " + path + "." + name);
            }
        }
        for (String name : shown.names()) {
            if (!known.containsKey(name) && !example.has(name) && !isException(path, name)) {
                faults.add("invented " + path + "." + name);
            }
            if (known.containsKey(name) && !isException(path, name)) {
                follow(path + "." + name, shown.get(name), known.get(name), example, name);
            }
        }
    }

    private void follow(String path, Object value, Type type, Doc parentExample, String name) {
        Doc example = parentExample.findChild(name).orElseGet(Doc::new);
        if (type instanceof ParameterizedType list && value instanceof List<?> elements) {
            List<Doc> examples = parentExample.children(name);
            elements.forEach(element -> follow(
                    path + "[]",
                    element,
                    list.getActualTypeArguments()[0],
                    Doc.of(name, examples.isEmpty() ? null : examples.get(0)),
                    name));
        } else if (value instanceof Doc doc && type instanceof Class<?> nested) {
            if (StripeCollection.class.isAssignableFrom(nested)) {
                page(path, doc, nested, example);
            } else if (StripeObject.class.isAssignableFrom(nested)) {
                check(path, doc, nested, example);
            }
        }
    }

    private void page(String path, Doc list, Class<?> collection, Doc example) {
        Type element = ((ParameterizedType) collection.getGenericSuperclass()).getActualTypeArguments()[0];
        if (!list.names().equals(Set.of("object", "data", "has_more", "url"))) {
            faults.add("not a list: " + path);
        }
        List<Doc> examples = example.children("data");
        list.children("data")
                .forEach(doc ->
                        check(path + "[]", doc, (Class<?>) element, examples.isEmpty() ? new Doc() : examples.get(0)));
    }

    private boolean isException(String path, String name) {
        return exceptions.contains(path + "." + name) || exceptions.contains("*." + name);
    }

    private static Map<String, Type> fields(Class<?> sdk) {
        Map<String, Type> fields = new LinkedHashMap<>();
        for (Class<?> here = sdk; here != null; here = here.getSuperclass()) {
            for (Field field : here.getDeclaredFields()) {
                SerializedName name = field.getAnnotation(SerializedName.class);
                if (name != null) {
                    fields.put(name.value(), type(field));
                }
            }
        }
        return fields;
    }

    /** An expandable field holds an id here, whose text needs no look. */
    private static Type type(Field field) {
        Type type = field.getGenericType();
        boolean expandable = type instanceof ParameterizedType full && full.getRawType() == ExpandableField.class;
        return expandable ? String.class : type;
    }
}

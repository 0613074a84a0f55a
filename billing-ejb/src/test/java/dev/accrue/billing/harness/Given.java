package dev.accrue.billing.harness;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Objects of a test that stand as beans. */
final class Given implements Extension {

    private final List<Consumer<AfterBeanDiscovery>> beans = new ArrayList<>();

    <T> Given bean(Class<T> type, T object) {
        beans.add(event -> event.addBean()
                .types(type, Object.class)
                .scope(Dependent.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .id(type.getName())
                .createWith(context -> object));
        return this;
    }

    <T> Given bean(Class<T> type, T object, Annotation qualifier) {
        beans.add(event -> event.addBean()
                .types(type, Object.class)
                .scope(Dependent.class)
                .qualifiers(qualifier, Any.Literal.INSTANCE)
                .id(type.getName() + qualifier)
                .createWith(context -> object));
        return this;
    }

    <T> Given beans(Class<T> type, List<? extends T> objects) {
        for (int i = 0; i < objects.size(); i++) {
            T object = objects.get(i);
            String id = type.getName() + i;
            beans.add(event -> event.addBean()
                    .types(type, Object.class)
                    .scope(Dependent.class)
                    .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                    .id(id)
                    .createWith(context -> object));
        }
        return this;
    }

    void add(@Observes AfterBeanDiscovery event) {
        beans.forEach(bean -> bean.accept(event));
    }
}

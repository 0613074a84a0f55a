package dev.accrue.billing.harness;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBContext;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.jboss.weld.injection.spi.JpaInjectionServices;
import org.jboss.weld.injection.spi.ResourceInjectionServices;
import org.jboss.weld.injection.spi.ResourceReferenceFactory;
import org.jboss.weld.injection.spi.helpers.SimpleResourceReference;
import org.jspecify.annotations.Nullable;

/** What a server gives to beans by annotation: the datasource, an executor, an entity manager. */
final class Surroundings implements ResourceInjectionServices, JpaInjectionServices, AutoCloseable {

    private final DataSource dataSource;
    private final ExecutorService executor;
    private @Nullable EntityManagerFactory entityManagers;

    Surroundings(DataSource dataSource, ExecutorService executor) {
        this.dataSource = dataSource;
        this.executor = executor;
    }

    /** Made when somebody reads by JPA; most tests never do, and it is the dearest thing here. */
    private synchronized EntityManagerFactory entityManagers() {
        if (entityManagers == null) {
            entityManagers = Persistence.createEntityManagerFactory(
                    "billing",
                    Map.of(
                            "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                            "jakarta.persistence.nonJtaDataSource", dataSource,
                            "jakarta.persistence.jtaDataSource", "",
                            "eclipselink.session.customizer", "dev.accrue.billing.persistence.TestSchemaCustomizer"));
        }
        return entityManagers;
    }

    @Override
    public ResourceReferenceFactory<Object> registerResourceInjectionPoint(InjectionPoint point) {
        Class<?> type = (Class<?>) point.getType();
        return () -> new SimpleResourceReference<>(resource(type));
    }

    private Object resource(Class<?> type) {
        if (type == DataSource.class) {
            return dataSource;
        }
        if (type == EJBContext.class) {
            return withoutTransactions();
        }
        if (type == ManagedThreadFactory.class) {
            return threads();
        }
        return type == ManagedExecutorService.class ? managed() : null;
    }

    /** There is nothing to roll back without JTA. */
    private Object withoutTransactions() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EJBContext.class}, (proxy, method, arguments) -> null);
    }

    private Object threads() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedThreadFactory.class},
                (proxy, method, arguments) -> {
                    Thread thread = new Thread((Runnable) arguments[0]);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private Object managed() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(executor, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public ResourceReferenceFactory<Object> registerResourceInjectionPoint(String jndiName, String mappedName) {
        throw new UnsupportedOperationException(Resource.class.getName());
    }

    /** A new entity manager for every operation, as a server gives outside of a transaction. */
    @Override
    public ResourceReferenceFactory<EntityManager> registerPersistenceContextInjectionPoint(InjectionPoint point) {
        return () -> new SimpleResourceReference<>(perOperation());
    }

    private EntityManager perOperation() {
        return (EntityManager) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(entityManagers().createEntityManager(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public ResourceReferenceFactory<EntityManagerFactory> registerPersistenceUnitInjectionPoint(InjectionPoint point) {
        return () -> new SimpleResourceReference<>(entityManagers());
    }

    @Override
    public void cleanup() {}

    @Override
    public synchronized void close() {
        if (entityManagers != null) {
            entityManagers.close();
        }
    }
}

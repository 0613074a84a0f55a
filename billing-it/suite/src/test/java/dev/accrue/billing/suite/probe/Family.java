package dev.accrue.billing.suite.probe;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Stores a child with its parent, and tells how the child was read back. */
@Stateless
public class Family {

    @PersistenceContext(unitName = "billing")
    EntityManager entities;

    public long create() {
        long id = System.nanoTime();
        Parent parent = new Parent(id, "parent");
        entities.persist(parent);
        entities.persist(new Child(id, parent));
        return id;
    }

    /** Provider, whether the reference was unloaded at first, and what it led to. */
    public String describe(long id) {
        Child child = entities.find(Child.class, id);
        boolean loaded =
                entities.getEntityManagerFactory().getPersistenceUnitUtil().isLoaded(child, "parent");
        return entities.getDelegate().getClass().getName() + " loaded=" + loaded + " woven=" + isWoven() + " "
                + child.parent().name();
    }

    private static boolean isWoven() {
        for (Class<?> type : Child.class.getInterfaces()) {
            if (type.getName().endsWith("PersistenceWeaved")) {
                return true;
            }
        }
        return false;
    }
}

package dev.accrue.billing.webhook;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The transaction in which a handler works.
 *
 * <p>An EJB, because below an EJB or a listener Payara begins a transaction for {@code @Transactional(REQUIRES_NEW)}
 * and then leaves every connection out of it: what the bean wrote would stay when it throws.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class HandlerTransaction {

    @Resource
    EJBContext context;

    /** Works, and gives back what the work threw: then all that it did is undone. */
    public Optional<Exception> run(Callable<?> work) {
        try {
            work.call();
            return Optional.empty();
        } catch (Exception e) {
            context.setRollbackOnly();
            return Optional.of(e);
        }
    }
}

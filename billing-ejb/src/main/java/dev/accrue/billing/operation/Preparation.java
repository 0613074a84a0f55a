package dev.accrue.billing.operation;

import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.Step;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.time.Uuid7;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;

/**
 * What Stripe wants done before an operation can be sent: a request that by itself changes nothing that anybody pays or
 * gets, and whose effect is seen by whoever looks at the object again.
 *
 * <p>So it needs no record. Whoever dies after it leaves something that does no harm, and the same wish, asked for
 * again, finds it and goes on from there. It is sent only in the turn of its object, or where Stripe makes the object
 * only once.
 */
@Dependent
public class Preparation {

    private final Processor processor;
    private final SystemClock clock;

    @Inject
    public Preparation(Processor processor, SystemClock clock) {
        this.processor = processor;
        this.clock = clock;
    }

    /**
     * Sends it once, under a key of its own, and gives what Stripe answered.
     *
     * @throws RequestRefusedException when Stripe refused or did not answer: the operation was not sent, and the same
     *     wish may be repeated
     */
    public JsonObject perform(Account account, Command command) {
        String key = Hash.of("preparation\n" + Uuid7.at(clock.now()));
        try {
            return processor.perform(command, new Step(account, key)).object();
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }
}

package dev.accrue.billing.processor;

import dev.accrue.billing.telemetry.Meters;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** Times every call to the processor, whichever it is. */
public final class MeteredProcessor implements Processor {

    private final Processor processor;
    private final Meters meters;

    public MeteredProcessor(Processor processor, Meters meters) {
        this.processor = processor;
        this.meters = meters;
    }

    @Override
    public String apiVersion() {
        return processor.apiVersion();
    }

    @Override
    public Set<String> eventTypes() {
        return processor.eventTypes();
    }

    @Override
    public Answer perform(Command command, Step step) {
        return timed(command.kind().name(), () -> processor.perform(command, step));
    }

    @Override
    public Answer fetch(Fetch fetch) {
        return timed("FETCH " + fetch.type(), () -> processor.fetch(fetch));
    }

    @Override
    public Page list(Listing listing) {
        return timed("LIST " + listing.type(), () -> processor.list(listing));
    }

    @Override
    public Answer preview(InvoicePreview preview) {
        return timed("PREVIEW invoice", () -> processor.preview(preview));
    }

    private <T> T timed(String call, Supplier<T> work) {
        long begin = System.nanoTime();
        String outcome = "failed";
        try {
            T result = work.get();
            outcome = "answered";
            return result;
        } catch (DeclinedException e) {
            outcome = "declined";
            throw e;
        } catch (RefusedException e) {
            outcome = "refused";
            throw e;
        } catch (NoAnswerException e) {
            outcome = "no_answer";
            throw e;
        } finally {
            meters.processorCall(call, outcome, Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}

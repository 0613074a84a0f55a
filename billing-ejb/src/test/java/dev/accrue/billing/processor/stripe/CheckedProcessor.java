package dev.accrue.billing.processor.stripe;

import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.InvoicePreview;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Page;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.Step;
import java.util.List;

/**
 * A processor for tests of features that takes no parameter which Stripe would not understand, however lenient the
 * double behind it may be.
 */
public final class CheckedProcessor implements Processor {

    private final Processor checked;

    public CheckedProcessor(Processor checked) {
        this.checked = checked;
    }

    @Override
    public String apiVersion() {
        return checked.apiVersion();
    }

    @Override
    public Answer perform(Command command, Step step) {
        List<String> unknown = StripeParameters.unknown(command.kind(), command.parameters());
        if (!unknown.isEmpty()) {
            throw new AssertionError(command + " has parameters that Stripe does not know: " + unknown);
        }
        return checked.perform(command, step);
    }

    @Override
    public Answer fetch(Fetch fetch) {
        return checked.fetch(fetch);
    }

    @Override
    public Answer preview(InvoicePreview preview) {
        List<String> unknown = StripeParameters.unknownInPreview(preview.parameters());
        if (!unknown.isEmpty()) {
            throw new AssertionError(preview + " has parameters that Stripe does not know: " + unknown);
        }
        return checked.preview(preview);
    }

    @Override
    public Page list(Listing listing) {
        return checked.list(listing);
    }
}

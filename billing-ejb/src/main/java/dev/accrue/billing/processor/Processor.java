package dev.accrue.billing.processor;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whoever moves the money. Stripe's adapter is the first; a host may bring another as a CDI bean with a name.
 *
 * <p>Requests and objects are trees in Stripe's vocabulary, because that vocabulary is the product's: features build
 * the parameters and project the answers. An implementation adds transport, credentials, and one taxonomy of errors.
 *
 * <p>Every method waits for the network. An implementation refuses to be called inside a transaction, allows concurrent
 * calls, gives up after the configured time, and never logs parameters, answers or keys.
 */
public interface Processor {

    /** The API version whose shapes it answers in, for example {@code 2026-07-29.dahlia}. */
    String apiVersion();

    /** The types of events that an endpoint of this version can ask for; none where that is not known. */
    default Set<String> eventTypes() {
        return Set.of();
    }

    /**
     * Performs a command once, however often it is called with the same step: the step's key makes Stripe replay its
     * first answer.
     *
     * @throws RefusedException when it certainly was not performed, with the reason
     * @throws DeclinedException when a payment was tried and declined
     * @throws NoAnswerException when nobody knows whether it was performed
     */
    Answer perform(Command command, Step step);

    /**
     * The object as it is now, with every nested list that the module reads as a set complete.
     *
     * @throws RefusedException when it cannot be read; {@link RefusedException#isNotFound()} says that it is not there,
     *     which a wrong key, mode or account looks like as well
     * @throws NoAnswerException when no answer came
     */
    Answer fetch(Fetch fetch);

    /**
     * One page of a list, newest first.
     *
     * @throws RefusedException when it cannot be read
     * @throws NoAnswerException when no answer came
     */
    Page list(Listing listing);

    /**
     * The invoice that something would lead to. It does not exist: it has no id to read it by, and nothing is changed.
     *
     * @throws RefusedException when there would be none, or what is supposed is invalid
     * @throws NoAnswerException when no answer came
     */
    Answer preview(InvoicePreview preview);

    /** All pages of a list, in order, one after the other. The caller knows that the list is short. */
    default List<JsonObject> listAll(Listing listing) {
        List<JsonObject> all = new ArrayList<>();
        Page page = list(listing);
        all.addAll(page.objects());
        while (page.hasMore() && !page.objects().isEmpty()) {
            page = list(
                    listing.after(page.objects().get(page.objects().size() - 1).getString("id")));
            all.addAll(page.objects());
        }
        return all;
    }
}

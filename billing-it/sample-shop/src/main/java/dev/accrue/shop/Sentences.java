package dev.accrue.shop;

import dev.accrue.billing.BillingException;
import dev.accrue.billing.Declined;
import dev.accrue.billing.OperationConflictException;
import dev.accrue.billing.OperationInProgressException;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.SubjectBusyException;
import dev.accrue.billing.invoice.InvoiceNotOpenException;
import dev.accrue.billing.subscription.ChangeNotAllowedException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;

/** What went otherwise than a customer wanted, in words for them. */
final class Sentences {

    private Sentences() {}

    static void say(String sentence) {
        FacesContext.getCurrentInstance()
                .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, sentence, null));
    }

    static String of(Declined<?> declined) {
        return switch (declined.reason()) {
            case GENERIC -> "The card was declined. Choose another one.";
            case INSUFFICIENT_FUNDS -> "There is not enough money on the card. Choose another one.";
            case LIMIT_REACHED -> "The card has reached its limit. Choose another one.";
            case EXPIRED -> "The card has expired. Choose another one.";
            case WRONG_DETAILS -> "Something about the card is not right. Enter it again, or choose another one.";
            case NOT_SUPPORTED -> "This card cannot be used for such a payment. Choose another one.";
            case NOT_CONFIRMED -> "The bank did not confirm the payment. Choose another way to pay.";
            case DUPLICATE -> "The bank has just seen the same payment. Look at your account before you try again.";
            case TRY_AGAIN -> "The bank could not be reached. Try again in a moment, or choose another card.";
            case TOO_LATE -> "It took too long, and nothing was paid. Begin again.";
        };
    }

    /** A refusal of the module that a customer may meet; everything else is a fault and stays one. */
    static String of(BillingException refusal) {
        if (isOpen(refusal)) {
            return "We are still waiting for an answer. Press the button again in a moment; it happens only once.";
        }
        if (refusal instanceof SubjectBusyException) {
            return "Something else is being changed at this moment. Press the button again.";
        }
        if (refusal instanceof ChangeNotAllowedException || refusal instanceof InvoiceNotOpenException) {
            return "That is no longer possible. This page shows how things are now.";
        }
        if (refusal instanceof OperationConflictException) {
            return "This form was sent before with other answers. Look at your account before you try again.";
        }
        if (refusal instanceof RequestRefusedException) {
            return "That was refused, and nothing has changed.";
        }
        throw refusal;
    }

    /** Nobody knows yet what came of it, so it has to keep its operation's id. */
    static boolean isOpen(BillingException refusal) {
        return refusal instanceof OperationInProgressException || refusal instanceof OutcomePendingException;
    }
}

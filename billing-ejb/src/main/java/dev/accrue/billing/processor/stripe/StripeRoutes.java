package dev.accrue.billing.processor.stripe;

import static com.stripe.net.ApiResource.RequestMethod.DELETE;
import static com.stripe.net.ApiResource.RequestMethod.POST;

import com.stripe.net.ApiResource.RequestMethod;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.processor.RefusedException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which request is which method on which path. */
final class StripeRoutes {

    /** Refusal: the object can be read only below its parent, which the named parameter would say. */
    static final String PARENT_NEEDED = "parent_needed";

    /** Refusal: Stripe offers no reading of such an object. */
    static final String NOT_READABLE = "not_readable";

    /** Refusal: Stripe offers no list of such objects. */
    static final String NOT_LISTABLE = "not_listable";

    /** Where Stripe is asked what an invoice would be. */
    static final String PREVIEW = "/v1/invoices/create_preview";

    private StripeRoutes() {}

    /** A method on a path. */
    record Route(RequestMethod method, PathTemplate path) {

        private static Route of(RequestMethod method, String path) {
            return new Route(method, new PathTemplate(path));
        }
    }

    static Route of(CommandKind kind) {
        return switch (kind) {
            case CUSTOMER_CREATE -> Route.of(POST, "/v1/customers");
            case CUSTOMER_UPDATE -> Route.of(POST, "/v1/customers/{id}");
            case CUSTOMER_DELETE -> Route.of(DELETE, "/v1/customers/{id}");
            case CUSTOMER_BALANCE_ADJUST -> Route.of(POST, "/v1/customers/{id}/balance_transactions");
            case TAX_ID_CREATE -> Route.of(POST, "/v1/customers/{id}/tax_ids");
            case TAX_ID_DELETE -> Route.of(DELETE, "/v1/tax_ids/{id}");
            case PRODUCT_CREATE -> Route.of(POST, "/v1/products");
            case PRICE_CREATE -> Route.of(POST, "/v1/prices");
            case COUPON_CREATE -> Route.of(POST, "/v1/coupons");
            case SUBSCRIPTION_CREATE -> Route.of(POST, "/v1/subscriptions");
            case SUBSCRIPTION_UPDATE -> Route.of(POST, "/v1/subscriptions/{id}");
            case SUBSCRIPTION_CANCEL -> Route.of(DELETE, "/v1/subscriptions/{id}");
            case SUBSCRIPTION_RESUME -> Route.of(POST, "/v1/subscriptions/{id}/resume");
            case SUBSCRIPTION_SCHEDULE_CREATE -> Route.of(POST, "/v1/subscription_schedules");
            case SUBSCRIPTION_SCHEDULE_UPDATE -> Route.of(POST, "/v1/subscription_schedules/{id}");
            case SUBSCRIPTION_SCHEDULE_RELEASE -> Route.of(POST, "/v1/subscription_schedules/{id}/release");
            case SUBSCRIPTION_ITEM_CREATE -> Route.of(POST, "/v1/subscription_items");
            case SUBSCRIPTION_ITEM_UPDATE -> Route.of(POST, "/v1/subscription_items/{id}");
            case SUBSCRIPTION_ITEM_DELETE -> Route.of(DELETE, "/v1/subscription_items/{id}");
            case INVOICE_UPDATE -> Route.of(POST, "/v1/invoices/{id}");
            case INVOICE_FINALIZE -> Route.of(POST, "/v1/invoices/{id}/finalize");
            case INVOICE_PAY -> Route.of(POST, "/v1/invoices/{id}/pay");
            case INVOICE_VOID -> Route.of(POST, "/v1/invoices/{id}/void");
            case PAYMENT_METHOD_ATTACH -> Route.of(POST, "/v1/payment_methods/{id}/attach");
            case PAYMENT_METHOD_DETACH -> Route.of(POST, "/v1/payment_methods/{id}/detach");
        };
    }

    static String path(Command command) {
        return of(command.kind()).path().fill(Map.of("id", command.target()));
    }

    /** The path of one object: the first whose parents are known. What belongs to a Connect account is below it. */
    static String path(Fetch fetch, String call) {
        List<PathTemplate> paths = StripeObjects.ofType(fetch.type())
                .map(StripeObjects::singles)
                .filter(singles -> !singles.isEmpty())
                .orElseThrow(() -> refused(call, NOT_READABLE, ""));
        Map<String, String> values = new HashMap<>(Map.of("id", fetch.id()));
        if (!fetch.account().isPlatform()) {
            values.put("account", fetch.account().id());
        }
        fetch.parent().ifPresent(parent -> values.put(parent.role(), parent.id()));
        return paths.stream()
                .filter(path -> path.missing(values).isEmpty())
                .findFirst()
                .orElseThrow(() -> refused(
                        call, PARENT_NEEDED, paths.get(0).missing(values).orElse("")))
                .fill(values);
    }

    /** The path of a list: the first whose parents the filters name. */
    static PathTemplate path(Listing listing, String call) {
        List<PathTemplate> paths = StripeObjects.ofType(listing.type())
                .map(StripeObjects::lists)
                .filter(lists -> !lists.isEmpty())
                .orElseThrow(() -> refused(call, NOT_LISTABLE, ""));
        return paths.stream()
                .filter(path -> path.missing(listing.filters()).isEmpty())
                .findFirst()
                .orElseThrow(() -> refused(
                        call,
                        PARENT_NEEDED,
                        paths.get(0).missing(listing.filters()).orElse("")));
    }

    private static RefusedException refused(String call, String code, String parameter) {
        return StripeErrors.refused(call, Reason.INVALID, code, parameter);
    }
}

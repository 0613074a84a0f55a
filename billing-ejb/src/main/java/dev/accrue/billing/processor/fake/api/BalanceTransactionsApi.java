package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.function.Predicate;

/**
 * The transactions that a customer's balance is made of; they are never changed but in what they say of themselves.
 *
 * <p>At Stripe a customer may have a balance in each of several currencies; here in one, their own.
 *
 * @see <a href="https://docs.stripe.com/api/customer_balance_transactions">Stripe: customer balance transactions</a>
 */
final class BalanceTransactionsApi {

    private static final String OF_CUSTOMER = "/v1/customers/{customer}/balance_transactions";
    private static final ParameterSchema CREATE =
            ParameterSchema.of("amount!", "currency!", "description", "metadata.*");
    private static final ParameterSchema UPDATE = ParameterSchema.of("description", "metadata.*");
    private static final ParameterSchema LIST =
            ParameterSchema.ofList("invoice", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.post(OF_CUSTOMER, CREATE, this::create);
        routes.get(OF_CUSTOMER, LIST, this::list);
        routes.get(OF_CUSTOMER + "/{id}", ParameterSchema.of(), this::retrieve);
        routes.post(OF_CUSTOMER + "/{id}", UPDATE, this::update);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc customer = world.need(Kind.CUSTOMER, call.variable("customer"));
        String currency = Fields.currency(params);
        long amount = params.whole("amount").orElseThrow();
        if (customer.hasValue("currency") && !customer.is("currency", currency)) {
            throw StripeError.notSimulated("a balance in another currency than the customer's", "currency");
        }
        Doc transaction = billing.balances().change(customer, amount, currency, "adjustment");
        write(params, transaction);
        world.save(transaction);
        return world.render(transaction, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(need(billing.world(), call), Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Doc transaction = need(world, call);
        write(call.params(), transaction);
        world.save(transaction);
        return world.render(transaction, Fields.expand(call.params()));
    }

    private Doc list(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        String customer = world.need(Kind.CUSTOMER, call.variable("customer")).text("id");
        Predicate<Doc> created = ListPage.created(params);
        return ListPage.of(
                world,
                call,
                Query.of(Kind.CUSTOMER_BALANCE_TRANSACTION).parent(customer),
                transaction -> created.test(transaction)
                        && params.text("invoice")
                                .map(invoice -> transaction.is("invoice", invoice))
                                .orElse(true));
    }

    private static Doc need(World world, Call call) {
        Doc transaction = world.need(Kind.CUSTOMER_BALANCE_TRANSACTION, call.id());
        if (!transaction.is("customer", call.variable("customer"))) {
            throw StripeError.noSuch("customer_balance_transaction", call.id());
        }
        return transaction;
    }

    private static void write(Params params, Doc transaction) {
        Fields.texts(params, transaction, "description");
        Fields.metadata(params, transaction);
    }
}

package dev.accrue.billing.processor.stripe;

import com.google.gson.annotations.SerializedName;
import com.stripe.net.ApiRequestParams;
import com.stripe.param.CouponCreateParams;
import com.stripe.param.CustomerBalanceTransactionCreateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerTaxIdCreateParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.InvoiceFinalizeInvoiceParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.InvoiceUpdateParams;
import com.stripe.param.InvoiceVoidInvoiceParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PaymentMethodDetachParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionItemCreateParams;
import com.stripe.param.SubscriptionItemDeleteParams;
import com.stripe.param.SubscriptionItemUpdateParams;
import com.stripe.param.SubscriptionResumeParams;
import com.stripe.param.SubscriptionScheduleCreateParams;
import com.stripe.param.SubscriptionScheduleReleaseParams;
import com.stripe.param.SubscriptionScheduleUpdateParams;
import com.stripe.param.SubscriptionUpdateParams;
import dev.accrue.billing.processor.CommandKind;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds parameter trees against the SDK's typed parameters, which are generated from Stripe's own description: a name
 * or an option that Stripe does not know shows up here instead of as a refusal in production.
 */
public final class StripeParameters {

    private final List<String> unknown = new ArrayList<>();

    private StripeParameters() {}

    /** What Stripe would not understand, for example {@code items[0][prize]}; empty when all is well. */
    public static List<String> unknown(CommandKind kind, JsonObject parameters) {
        StripeParameters check = new StripeParameters();
        check.object(typed(kind), parameters, "");
        return check.unknown;
    }

    /** The same for what a preview supposes. */
    public static List<String> unknownInPreview(JsonObject parameters) {
        StripeParameters check = new StripeParameters();
        check.object(InvoiceCreatePreviewParams.class, parameters, "");
        return check.unknown;
    }

    private static Class<?> typed(CommandKind kind) {
        return switch (kind) {
            case CUSTOMER_CREATE -> CustomerCreateParams.class;
            case CUSTOMER_UPDATE -> CustomerUpdateParams.class;
            case CUSTOMER_DELETE -> None.class;
            case CUSTOMER_BALANCE_ADJUST -> CustomerBalanceTransactionCreateParams.class;
            case TAX_ID_CREATE -> CustomerTaxIdCreateParams.class;
            case TAX_ID_DELETE -> None.class;
            case PRODUCT_CREATE -> ProductCreateParams.class;
            case PRICE_CREATE -> PriceCreateParams.class;
            case COUPON_CREATE -> CouponCreateParams.class;
            case SUBSCRIPTION_CREATE -> SubscriptionCreateParams.class;
            case SUBSCRIPTION_UPDATE -> SubscriptionUpdateParams.class;
            case SUBSCRIPTION_CANCEL -> SubscriptionCancelParams.class;
            case SUBSCRIPTION_RESUME -> SubscriptionResumeParams.class;
            case SUBSCRIPTION_SCHEDULE_CREATE -> SubscriptionScheduleCreateParams.class;
            case SUBSCRIPTION_SCHEDULE_UPDATE -> SubscriptionScheduleUpdateParams.class;
            case SUBSCRIPTION_SCHEDULE_RELEASE -> SubscriptionScheduleReleaseParams.class;
            case SUBSCRIPTION_ITEM_CREATE -> SubscriptionItemCreateParams.class;
            case SUBSCRIPTION_ITEM_UPDATE -> SubscriptionItemUpdateParams.class;
            case SUBSCRIPTION_ITEM_DELETE -> SubscriptionItemDeleteParams.class;
            case INVOICE_UPDATE -> InvoiceUpdateParams.class;
            case INVOICE_FINALIZE -> InvoiceFinalizeInvoiceParams.class;
            case INVOICE_PAY -> InvoicePayParams.class;
            case INVOICE_VOID -> InvoiceVoidInvoiceParams.class;
            case PAYMENT_METHOD_ATTACH -> PaymentMethodAttachParams.class;
            case PAYMENT_METHOD_DETACH -> PaymentMethodDetachParams.class;
        };
    }

    /** The parameters of a command that has none. */
    private static final class None {}

    private void object(Class<?> typed, JsonObject parameters, String path) {
        parameters.forEach((name, value) -> {
            String here = path.isEmpty() ? name : path + "[" + name + "]";
            field(typed, name)
                    .ifPresentOrElse(field -> value(types(typed, field), value, here), () -> unknown.add(here));
        });
    }

    private static Optional<Field> field(Class<?> typed, String name) {
        return Arrays.stream(typed.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(SerializedName.class))
                .filter(field ->
                        field.getAnnotation(SerializedName.class).value().equals(name))
                .findFirst();
    }

    /** What a field may hold. A field that may be unset is an {@code Object}, and its builder's setters say of what. */
    private static List<Type> types(Class<?> typed, Field field) {
        if (field.getType() != Object.class) {
            return List.of(field.getGenericType());
        }
        String setter = "set" + field.getName();
        return Arrays.stream(typed.getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Builder"))
                .flatMap(builder -> Arrays.stream(builder.getDeclaredMethods()))
                .filter(method -> method.getName().equalsIgnoreCase(setter))
                .map(Method::getGenericParameterTypes)
                .map(parameters -> parameters[0])
                .toList();
    }

    private void value(List<Type> types, JsonValue value, String here) {
        if (value instanceof JsonObject object) {
            nested(types.stream(), object, here);
        } else if (value instanceof JsonArray array) {
            List<Type> elements = types.stream()
                    .filter(type ->
                            raw(type).filter(Collection.class::isAssignableFrom).isPresent())
                    .map(type -> ((ParameterizedType) type).getActualTypeArguments()[0])
                    .toList();
            if (elements.isEmpty() && !array.isEmpty()) {
                unknown.add(here + "[]");
                return;
            }
            for (int index = 0; index < array.size(); index++) {
                value(elements, array.get(index), here + "[" + index + "]");
            }
        } else if (value instanceof JsonString text && !text.getString().isEmpty()) {
            option(types, text.getString(), here);
        }
    }

    private void nested(Stream<Type> types, JsonObject object, String here) {
        List<Class<?>> candidates = types.map(StripeParameters::raw)
                .flatMap(Optional::stream)
                .<Class<?>>map(type -> type)
                .toList();
        if (candidates.contains(Map.class)) {
            return; // names of the caller's choice: metadata, options by currency
        }
        candidates.stream()
                .filter(type -> !type.isEnum() && type.getName().startsWith("com.stripe.param."))
                .findFirst()
                .ifPresentOrElse(type -> object(type, object, here), () -> unknown.add(here + "[...]"));
    }

    private void option(List<Type> types, String text, String here) {
        List<String> options = types.stream()
                .map(StripeParameters::raw)
                .flatMap(Optional::stream)
                .map(Class::getEnumConstants)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .filter(ApiRequestParams.EnumParam.class::isInstance)
                .map(option -> ((ApiRequestParams.EnumParam) option).getValue())
                .toList();
        boolean free = types.contains(String.class) || options.isEmpty();
        if (!free && !options.contains(text)) {
            unknown.add(here + "=" + text);
        }
    }

    private static Optional<Class<?>> raw(Type type) {
        Type raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
        return raw instanceof Class<?> known ? Optional.of(known) : Optional.empty();
    }
}

package dev.accrue.billing.tax;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.Serializable;
import java.util.Optional;

/**
 * Where a customer is, so that tax can be reckoned. Stripe looks at the shipping address first, then at the billing
 * address, and only without either at the IP address.
 *
 * @param address the billing address
 * @param shippingName who gets what is shipped
 * @param shippingAddress where it is shipped to
 * @param phone the customer's telephone
 * @param ip a recent IP address of the customer
 * @param operationId the id under which it is set once; minted when empty
 */
public record TaxLocation(
        Optional<Address> address,
        Optional<String> shippingName,
        Optional<Address> shippingAddress,
        Optional<String> phone,
        Optional<String> ip,
        Optional<String> operationId)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A billing address. */
    public static TaxLocation at(Address address) {
        return new TaxLocation(
                Optional.of(address),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Nothing but an IP address, which is the least precise. */
    public static TaxLocation ofIp(String ip) {
        return new TaxLocation(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ip),
                Optional.empty());
    }

    public TaxLocation shippingTo(String name, Address destination) {
        return new TaxLocation(address, Optional.of(name), Optional.of(destination), phone, ip, operationId);
    }

    public TaxLocation withPhone(String number) {
        return new TaxLocation(address, shippingName, shippingAddress, Optional.of(number), ip, operationId);
    }

    public TaxLocation withIp(String recent) {
        return new TaxLocation(address, shippingName, shippingAddress, phone, Optional.of(recent), operationId);
    }

    /** Set once, however often it is sent with this id. */
    public TaxLocation as(String id) {
        return new TaxLocation(address, shippingName, shippingAddress, phone, ip, Optional.of(id));
    }

    /** Stripe is always asked to look at once: an unknown place is found now and not at the renewal. */
    JsonObject parameters() {
        JsonObjectBuilder parameters = Json.object();
        address.ifPresent(billing -> parameters.add("address", billing.json()));
        shippingAddress.ifPresent(destination -> parameters.add(
                "shipping", Json.object().add("name", shippingName.orElse("")).add("address", destination.json())));
        phone.ifPresent(number -> parameters.add("phone", number));
        JsonObjectBuilder tax = Json.object().add("validate_location", "immediately");
        ip.ifPresent(recent -> tax.add("ip_address", recent));
        return parameters.add("tax", tax).build();
    }

    /** Says nothing of the place. */
    @Override
    public String toString() {
        return "tax location";
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}

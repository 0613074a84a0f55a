package dev.accrue.billing.suite;

import dev.accrue.billing.suite.host.Members;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A member of the host with a browser. */
public final class Shopper {

    private final Server server;
    private final String name;
    private String plans;

    private Shopper(Server server, String name, String plans) {
        this.server = server;
        this.name = name;
        this.plans = plans;
    }

    /** Somebody new, who wants to see the plans, is asked to log in, does so, and is taken to the plans. */
    public static Shopper newcomer(Server host) {
        return named("member-" + UUID.randomUUID(), host);
    }

    public static Shopper named(String name, Server host) {
        Server browser = host.anotherClient();
        browser.get("shop/plans");
        HttpResponse<String> plans =
                browser.submit("j_security_check", "j_username", name, "j_password", Members.PASSWORD);
        return new Shopper(browser, name, plans.body());
    }

    public String name() {
        return name;
    }

    /** The plans as they were when this page was loaded. */
    public String plans() {
        return plans;
    }

    public void reloadPlans() {
        plans = server.get("shop/plans").body();
    }

    /** Sends the form of the plans page. Sending it again is what a double click does. */
    public HttpResponse<String> subscribe(String price, String card) {
        return server.submit(
                "shop/subscribe", "csrf", field("csrf"), "operation", field("operation"), "price", price, "card", card);
    }

    /** Sends a form that another site made, which does not know this page's token. */
    public HttpResponse<String> isLuredIntoSubscribing(String price) {
        return server.submit("shop/subscribe", "operation", field("operation"), "price", price, "card", "pm_card_visa");
    }

    public HttpResponse<String> cancel(String subscription) {
        return server.submit("shop/cancel", "csrf", field("csrf"), "subscription", subscription);
    }

    /** Tells the host which Stripe customer this member is. */
    public HttpResponse<String> becomes(String customer) {
        return server.submit("shop/adopt", "csrf", field("csrf"), "customer", customer);
    }

    public String account() {
        return server.get("shop/account").body();
    }

    /** The ids of the subscriptions on the account page. */
    public List<String> subscriptions() {
        return Pattern.compile("sub_\\w+")
                .matcher(account())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private String field(String field) {
        return Pattern.compile("name=\"" + field + "\" value=\"([^\"]+)\"")
                .matcher(plans)
                .results()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no field " + field + " in " + plans))
                .group(1);
    }
}

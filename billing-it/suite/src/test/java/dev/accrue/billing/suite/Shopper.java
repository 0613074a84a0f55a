package dev.accrue.billing.suite;

import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.host.NewcomersServlet;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** A customer of the shop with a browser. */
public final class Shopper {

    /** A plan of the shop: nine euros a month. */
    public static final String BASIC = "price_basic_monthly";

    /** Another: 29 euros a month, and two weeks to try it. */
    public static final String PRO = "price_pro_monthly";

    /** And another: twelve euros a month for each seat. */
    public static final String TEAM = "price_team_monthly";

    private static final String PAY = "Subscribe and pay";

    private final Server browser;
    private final String name;
    private final Page order;

    private Shopper(Server browser, String name, Page order) {
        this.browser = browser;
        this.name = name;
        this.order = order;
    }

    /** Somebody new, who chooses a plan, is asked to sign in, does so, and is taken to the form for that plan. */
    public static Shopper newcomer(Server host) {
        String name = "member-" + UUID.randomUUID();
        host.get("newcomers?name=" + name);
        return signedIn(name, host);
    }

    /** Somebody known, in another browser. */
    public static Shopper signedIn(String name, Server host) {
        Server browser = host.anotherClient();
        Page signIn = new Page(browser, browser.get("subscribe.xhtml?price=" + BASIC));
        Page order = signIn.press("Sign in", "name", name, "password", NewcomersServlet.PASSWORD);
        return new Shopper(browser, name, order.text().contains(PAY) ? order : onceThereIsAPriceList(browser));
    }

    /** On a new server the prices come by webhook, like everything else; a customer looks again. */
    private static Page onceThereIsAPriceList(Server browser) {
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> new Page(browser, browser.get("subscribe.xhtml?price=" + BASIC)),
                        page -> page.text().contains(PAY));
    }

    public String name() {
        return name;
    }

    /** The form for the plan, as it was when the shopper came. */
    public Page order() {
        return order;
    }

    /** Opens the form for another plan. */
    public Page chooses(String price) {
        return open("subscribe.xhtml?price=" + price);
    }

    /** Tries Pro for two weeks. */
    public Page tries(String card) {
        return chooses(PRO + "&trial=true").press("Start the trial", "card", card);
    }

    /** Opens any page. */
    public Page open(String path) {
        return new Page(browser, browser.get(path));
    }

    /** Sends the form for the plan. Sending it again is what a double click does. */
    public Page pay(String card) {
        return order.press(PAY, "card", card);
    }

    /** Is on another site, which sends a copy of the form. */
    public Page isLuredIntoPaying() {
        return order.pressElsewhere(PAY);
    }

    public void cancel() {
        manage().press("Cancel now");
    }

    public void moveTheClockAMonth() {
        accountPage().press("Move the clock a month");
    }

    /** Opens the page of the newest subscription. */
    public Page manage() {
        return open("manage.xhtml?subscription=" + subscriptions().get(0));
    }

    public String notes() {
        return open("notes.xhtml").text();
    }

    public String account() {
        return accountPage().text();
    }

    /** The ids of the subscriptions on the account page. */
    public List<String> subscriptions() {
        return Pattern.compile("knows about (sub_\\w+)")
                .matcher(account())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The states of subscriptions and invoices on the account page, in its order. */
    public List<String> states() {
        return Pattern.compile("<span class=\"state ?\\w*\">([^<]*)</span>")
                .matcher(account())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private Page accountPage() {
        return open("account.xhtml");
    }
}

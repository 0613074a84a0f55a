package dev.accrue.billing.suite.host;

import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Lets people sign up at the shop, so that each test has its own. */
@WebServlet("/newcomers")
public class NewcomersServlet extends HttpServlet {

    public static final String PASSWORD = "open sesame";

    private static final long serialVersionUID = 1L;

    @Inject
    transient Lab lab;

    @Inject
    transient Pbkdf2PasswordHash hash;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        lab.change("insert into shop_accounts (name, email, passwordhash) values ('%1$s', '%1$s@example.com', '%2$s')"
                .formatted(request.getParameter("name"), hash.generate(PASSWORD.toCharArray())));
    }
}

package dev.accrue.billing.web.console;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Leads from the console's directory to its first page, whatever welcome files the host has. */
@WebServlet(
        name = "billing-console",
        urlPatterns = {"/billing/console", "/billing/console/"})
public class ConsoleEntry extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String IN_A_HOST = "/billing/console";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String console = request.getServletPath().startsWith(IN_A_HOST) ? IN_A_HOST : "/console";
        response.sendRedirect(request.getContextPath() + console + "/index.xhtml");
    }
}

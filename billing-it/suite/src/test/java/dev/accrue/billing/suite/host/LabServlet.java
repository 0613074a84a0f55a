package dev.accrue.billing.suite.host;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The {@link Lab} for tests outside of the server. */
@WebServlet("/lab")
public class LabServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Lab lab;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(String.join("\n", lab.ask(request.getParameter("query"))));
    }
}

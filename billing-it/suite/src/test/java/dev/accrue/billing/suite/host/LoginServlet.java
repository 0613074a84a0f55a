package dev.accrue.billing.suite.host;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The login page. */
@WebServlet("/login")
public class LoginServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().print("""
                        <!DOCTYPE html><title>Login</title>
                        <form action="%s/j_security_check" method="post">
                          <input name="j_username"><input name="j_password" type="password"><button>Log in</button>
                        </form>
                        """.formatted(request.getContextPath()));
    }
}

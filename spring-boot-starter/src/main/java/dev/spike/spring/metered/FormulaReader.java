package dev.spike.spring.metered;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Parses the expressions of one method's annotation, and finds at the start what would fail at every call. */
final class FormulaReader {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();

    private final Method method;
    private final ConfigurableBeanFactory beans;
    private final Mistakes mistakes;
    private final Set<String> parameters = new HashSet<>();
    private final Set<String> variables = new HashSet<>(Set.of("this", "root"));

    FormulaReader(Method method, ConfigurableBeanFactory beans, ParameterNameDiscoverer discoverer, Mistakes mistakes) {
        this.method = method;
        this.beans = beans;
        this.mistakes = mistakes;
        var names = discoverer.getParameterNames(method);
        for (int i = 0; i < method.getParameterCount(); i++) {
            variables.add("p" + i);
            variables.add("a" + i);
            if (names != null && names[i] != null) {
                parameters.add(names[i]);
            }
        }
        variables.addAll(parameters);
    }

    /** The expression of the attribute; none where it is left out or wrong. */
    @Nullable
    Formula read(String attribute, String written) {
        var text = resolved(attribute, written);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            var expression = (SpelExpression) PARSER.parseExpression(literal(text.strip()));
            boolean asksResult = check(attribute, expression.getAST());
            return new Formula(attribute + " of " + MeteredMethod.nameOf(method), expression, asksResult);
        } catch (ParseException | IllegalStateException e) {
            mistakes.add(method, "%s = \"%s\" is no expression: %s".formatted(attribute, text, e.getMessage()));
            return null;
        }
    }

    /** The text with its placeholders filled in; none where one has no value. */
    @Nullable
    String resolved(String attribute, String written) {
        try {
            var text = beans.resolveEmbeddedValue(written);
            if (text == null || !text.contains("${")) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // told below, like a placeholder that a lenient resolver leaves as it is
        }
        mistakes.add(
                method,
                "%s = \"%s\" has a placeholder without a value; set the property".formatted(attribute, written));
        return null;
    }

    /** A number without the sign of a long would have to fit 32 bits. */
    private static String literal(String text) {
        return text.matches("\\d+") ? text + "L" : text;
    }

    private boolean check(String attribute, SpelNode node) {
        boolean asksResult = false;
        if (node instanceof VariableReference) {
            asksResult = checkVariable(attribute, node.toStringAST().substring(1));
        } else if (node instanceof FunctionReference) {
            mistakes.add(
                    method,
                    "%s calls %s, and there are no functions; call a bean's method, as in @prices.of(...)"
                            .formatted(attribute, node.toStringAST()));
        } else if (node instanceof BeanReference) {
            checkBean(attribute, node.toStringAST().substring(1));
        } else if (node instanceof PropertyOrFieldReference property && parameters.contains(property.getName())) {
            mistakes.add(
                    method,
                    "%s names the argument '%s' without its sign; write #%s"
                            .formatted(attribute, property.getName(), property.getName()));
        }
        // within a compound only what stands first is asked of the bean itself
        int children = node.getChildCount();
        for (int i = 0; i < children; i++) {
            boolean ofSomethingElse =
                    node instanceof CompoundExpression && i > 0 && node.getChild(i) instanceof PropertyOrFieldReference;
            if (!ofSomethingElse) {
                asksResult |= check(attribute, node.getChild(i));
            }
        }
        return asksResult;
    }

    private boolean checkVariable(String attribute, String name) {
        boolean isResult = name.equals(Formula.RESULT);
        if (isResult && parameters.contains(name)) {
            mistakes.add(method, attribute + " asks #result, and a parameter has that name too; rename the parameter");
        } else if (isResult && !attribute.equals("credits")) {
            mistakes.add(method, attribute + " asks #result, which is not known before the work; use the arguments");
        } else if (isResult && method.getReturnType() == void.class) {
            mistakes.add(method, attribute + " asks #result, and the method returns nothing; use the arguments");
        } else if (!isResult && !variables.contains(name)) {
            mistakes.add(
                    method,
                    attribute + " asks #" + name + ", and no parameter has that name"
                            + (parameters.size() < method.getParameterCount()
                                    ? "; compile with -parameters, or use #p0 for the first"
                                    : "; there are "
                                            + parameters.stream().sorted().toList() + " and #result"));
        }
        return isResult;
    }

    private void checkBean(String attribute, String name) {
        if (!beans.containsBean(name)) {
            mistakes.add(method, attribute + " asks the bean '" + name + "', and there is none; mend the name");
        }
    }
}

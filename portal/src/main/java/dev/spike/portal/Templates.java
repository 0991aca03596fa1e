package dev.spike.portal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Makes pages of templates, with an engine of its own: the application's templates and engine are left alone. A template of
 * the application, {@code templates/spike/usage.html} on its class path, takes the place of the one in the box.
 */
final class Templates {

    private static final int THE_APPLICATION_S = 1;
    private static final int IN_THE_BOX = 2;

    private final TemplateEngine engine;

    Templates(ClassLoader application) {
        var spring = new SpringTemplateEngine();
        spring.addTemplateResolver(resolver(application, "templates/spike/", THE_APPLICATION_S));
        spring.addTemplateResolver(
                resolver(Templates.class.getClassLoader(), "dev/spike/portal/templates/", IN_THE_BOX));
        engine = spring;
    }

    private static ClassLoaderTemplateResolver resolver(ClassLoader loader, String folder, int order) {
        var resolver = new ClassLoaderTemplateResolver(loader);
        resolver.setPrefix(folder);
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        resolver.setCheckExistence(true);
        resolver.setOrder(order);
        return resolver;
    }

    String page(String template, Reader reader, Map<String, Object> model) {
        return engine.process(template, new Context(reader.locale(), model));
    }
}

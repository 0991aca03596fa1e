package dev.spike.billing.catalogue;

import org.jspecify.annotations.Nullable;

/** What may stand under a name. */
sealed interface Entry {

    String name();

    /** What is meant where it is not given, in words. */
    String otherwise();

    /** What may be written, in words. */
    String allowed();

    /** What it is called. */
    String type();

    /**
     * One value.
     *
     * @param byDefault what is read where nothing is written
     * @param whenMissing the mistake of not writing it; none if it may be missing
     */
    record Setting<T>(
            String name,
            Form<T> form,
            String otherwise,
            @Nullable String byDefault,
            @Nullable MistakeKind whenMissing) implements Entry {

        static <T> Setting<T> optional(String name, Form<T> form) {
            return new Setting<>(name, form, "none", null, null);
        }

        static <T> Setting<T> optional(String name, Form<T> form, String otherwise) {
            return new Setting<>(name, form, otherwise, null, null);
        }

        static <T> Setting<T> defaulted(String name, Form<T> form, String byDefault) {
            return new Setting<>(name, form, "`" + byDefault + "`", byDefault, null);
        }

        static <T> Setting<T> required(String name, Form<T> form, MistakeKind whenMissing) {
            return new Setting<>(name, form, "required", null, whenMissing);
        }

        @Override
        public String type() {
            return form.type();
        }

        @Override
        public String allowed() {
            return form.allowed();
        }
    }

    /** A list of values. */
    record Values<T>(String name, Form<T> form) implements Entry {

        @Override
        public String otherwise() {
            return "empty";
        }

        @Override
        public String type() {
            return "list of " + form.type();
        }

        @Override
        public String allowed() {
            return form.allowed();
        }
    }

    /** Keys under a name. */
    record Part(String name, Shape shape) implements Entry {

        @Override
        public String otherwise() {
            return "none";
        }

        @Override
        public String type() {
            return "keys";
        }

        @Override
        public String allowed() {
            return "write its keys: " + String.join(", ", shape.names());
        }
    }

    /** What others read, and look at no catalogue for. */
    record Elsewhere(String name) implements Entry {

        @Override
        public String otherwise() {
            return "none";
        }

        @Override
        public String type() {
            return "another's";
        }

        @Override
        public String allowed() {
            return "write what its reader understands";
        }
    }

    /** A list of keys, or of what its reader understands. */
    record Parts(String name, String of) implements Entry {

        @Override
        public String otherwise() {
            return "empty";
        }

        @Override
        public String type() {
            return "list of " + of;
        }

        @Override
        public String allowed() {
            return "write a list of " + of;
        }
    }
}

package dev.spike.portal;

import org.springframework.web.servlet.function.ServerResponse;

/** Answers one visit. Whose credits it is about, only the visit says. */
@FunctionalInterface
interface Page {

    ServerResponse answer(Visit visit) throws Exception;
}

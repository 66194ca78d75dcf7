package io.github.jdbcguard.autoconfigure.session;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import javax.sql.DataSource;

import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.TransactionalScope;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.StringUtils;

/**
 * Defines a session and a transactional scope for each DataSource, to be injected under
 * the same conditions as the DataSource itself: primary where that is primary or the only
 * one, and by its name or qualifiers otherwise. Makes no bean: those that nobody injects
 * do not come to be.
 */
public final class SessionBeans implements BeanDefinitionRegistryPostProcessor {

	private static final String DEFAULT_DATA_SOURCE = "dataSource";

	private final String sources;

	/**
	 * Create a post-processor.
	 * @param sources the name of the {@link SessionSources} bean
	 */
	public SessionBeans(String sources) {
		this.sources = sources;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (!(registry instanceof ListableBeanFactory beanFactory)) {
			return;
		}
		List<String> dataSources = Arrays
			.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, DataSource.class, true, false))
			.filter(Predicate.not(ScopedProxyUtils::isScopedTarget))
			.toList();
		for (String dataSource : dataSources) {
			AbstractBeanDefinition model = model(registry, dataSource);
			boolean only = dataSources.size() == 1;
			define(registry, dataSource, "jdbcSession", JdbcSession.class, "session", model, only);
			define(registry, dataSource, "transactionalScope", TransactionalScope.class, "transactions", model, only);
		}
	}

	/**
	 * How the DataSource is defined.
	 * @return the definition, {@code null} where it has none here
	 */
	private static @Nullable AbstractBeanDefinition model(BeanDefinitionRegistry registry, String dataSource) {
		return (registry.containsBeanDefinition(dataSource)
				&& registry.getBeanDefinition(dataSource) instanceof AbstractBeanDefinition definition) ? definition
						: null;
	}

	private void define(BeanDefinitionRegistry registry, String dataSource, String name, Class<?> type, String method,
			@Nullable AbstractBeanDefinition model, boolean only) {
		String beanName = dataSource.equals(DEFAULT_DATA_SOURCE) ? name : dataSource + StringUtils.capitalize(name);
		if (registry.containsBeanDefinition(beanName)) {
			// The application's own, or one that was defined ahead of time
			return;
		}
		RootBeanDefinition definition = new RootBeanDefinition(SessionSources.class);
		definition.setTargetType(type);
		definition.setFactoryBeanName(this.sources);
		definition.setFactoryMethodName(method);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, dataSource);
		definition.setLazyInit(true);
		// A session has a close() method that is not meant for the end of the application
		definition.setDestroyMethodName("");
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, dataSource));
		definition.setPrimary(!only && model != null && model.isPrimary());
		if (model != null) {
			definition.setFallback(model.isFallback());
			definition.setAutowireCandidate(model.isAutowireCandidate());
			definition.setDefaultCandidate(model.isDefaultCandidate());
			addQualifierOf(model, definition);
		}
		registry.registerBeanDefinition(beanName, definition);
	}

	private static void addQualifierOf(BeanDefinition model, RootBeanDefinition definition) {
		MethodMetadata method = (model instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		if (method != null && method.getAnnotations().isPresent(Qualifier.class)) {
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class,
					method.getAnnotations().get(Qualifier.class).getString("value")));
		}
	}

}

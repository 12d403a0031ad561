package io.github.salesforcejwt.test.internal.scenario;

import java.util.Map;

import io.github.salesforcejwt.test.internal.data.DescribeReader;

/**
 * The records of an org, their definitions and the permission to delete them for good.
 */
public sealed interface DataCommand extends OrgCommand {

	@Description("Add an sObject as an org describes it, or change the one of that name.")
	record DefineObject(
			@Description("The JSON that an org returns for sobjects/Invoice__c/describe") Map<String, Object> describe)
			implements
				DataCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().data().define(DescribeReader.read(this.describe));
		}

	}

	@Description("Let users delete records for good by Bulk API, as the permission Bulk API Hard Delete does.")
	record AllowHardDelete(@Description("Whether they may") boolean allowed) implements DataCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().data().permissions().hardDelete(this.allowed);
		}

	}

}

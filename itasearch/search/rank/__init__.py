"""Measures in order.

fuse           retrieval; the scores of each retriever become one score a measure
second_stage   whole texts, topics and likeness of the best candidates
copies         a measure and its copies in other reports are one hit
feedback       liked measures steer a query plan
rerank         a reranker scores the first hits again
spread         several reports among the first hits
"""
